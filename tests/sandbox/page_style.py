"""The look of the pages for people."""

CSS = """
:root { --ink:#1f2a30; --soft:#5a6a72; --line:#dbe2e6; --paper:#fff; --back:#f3f5f6;
  --brand:#2f5d73; --good:#1d6b3f; --goodb:#e0f2e7; --wait:#7a5200; --waitb:#fdf0d2;
  --bad:#9b2c22; --badb:#fbe4e1; --info:#29557a; --infob:#e2eef8; }
* { box-sizing:border-box }
body { margin:0; background:var(--back); color:var(--ink);
  font:15px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif }
a { color:var(--brand) }
header { background:var(--brand); color:#fff; padding:14px 24px; display:flex;
  gap:8px 20px; align-items:center; flex-wrap:wrap }
header a { color:#fff; text-decoration:none }
header h1 { font-size:20px; margin:0 }
header p { margin:0; opacity:.9; font-size:13px }
header nav { margin-left:auto; display:flex; gap:6px 16px; flex-wrap:wrap }
header nav a { padding:4px 2px; border-bottom:2px solid transparent }
header nav a[aria-current] { border-bottom-color:#fff }
main { max-width:1500px; margin:0 auto; padding:18px 24px 60px }
h2 { font-size:18px; margin:0 }
.bar { display:flex; gap:10px; align-items:center; flex-wrap:wrap; margin-bottom:14px }
.bar .grow { flex:1 }
.card { background:var(--paper); border:1px solid var(--line); border-radius:10px;
  padding:16px 18px; margin-bottom:16px }
.card h2 { margin-bottom:10px }
.grid { display:grid; grid-template-columns:repeat(auto-fit,minmax(260px,1fr));
  gap:16px; align-items:start }
.wrap { background:var(--paper); border:1px solid var(--line); border-radius:10px;
  overflow-x:auto }
table { width:100%; border-collapse:collapse }
th { text-align:left; font-size:12px; color:var(--soft); font-weight:600;
  padding:9px 10px; border-bottom:1px solid var(--line); white-space:nowrap }
td { padding:7px 10px; border-bottom:1px solid var(--line); vertical-align:middle }
tr:last-child td { border-bottom:0 }
tr:hover td { background:#fafbfc }
.items { min-width:190px }
.tracking { max-width:130px; overflow-wrap:anywhere }
.wrap td { font-size:14px; padding:7px 8px } .wrap th { padding:9px 8px }
.wrap .acts button,.wrap .acts .button { font-size:12.5px; padding:4px 8px }
.wrap .acts { gap:4px }
.num { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap }
.nowrap { white-space:nowrap }
.soft { color:var(--soft); font-size:13px }
.tag { display:inline-block; padding:2px 9px; border-radius:99px; font-size:12.5px;
  font-weight:600; white-space:nowrap; background:var(--infob); color:var(--info) }
.tag.good { background:var(--goodb); color:var(--good) }
.tag.wait { background:var(--waitb); color:var(--wait) }
.tag.bad { background:var(--badb); color:var(--bad) }
button,.button { font:inherit; font-size:13.5px; padding:5px 11px; border-radius:7px;
  border:1px solid var(--line); background:#fff; color:var(--ink); cursor:pointer;
  text-decoration:none; display:inline-block; white-space:nowrap }
button:hover,.button:hover { border-color:var(--brand) }
button.main { background:var(--brand); border-color:var(--brand); color:#fff;
  font-size:15px; padding:8px 16px; font-weight:600 }
button.risky { color:var(--bad) }
:focus-visible { outline:3px solid #f2a541; outline-offset:2px }
.acts { display:flex; gap:6px; flex-wrap:nowrap }
form { margin:0 }
label { display:block; font-size:13px; color:var(--soft); margin-bottom:10px }
input,select { font:inherit; display:block; width:100%; padding:7px 9px; margin-top:3px;
  border:1px solid #b9c4ca; border-radius:7px; background:#fff; color:var(--ink) }
.fields { display:grid; grid-template-columns:repeat(auto-fit,minmax(200px,1fr));
  gap:0 16px }
.note { white-space:pre-wrap; overflow-wrap:anywhere; max-height:220px; overflow:auto;
  background:var(--back); padding:10px; border-radius:7px }
.flash { background:var(--goodb); color:var(--good); padding:9px 14px; margin:0 0 14px;
  border-radius:8px; font-weight:600 }
.flash.bad { background:var(--badb); color:var(--bad) }
dl { display:grid; grid-template-columns:max-content 1fr; gap:4px 14px; margin:0 }
dt { color:var(--soft) } dd { margin:0; overflow-wrap:anywhere }
.pic { width:44px; height:44px; border-radius:7px; display:block }
.totals td { border:0; padding:3px 10px } .totals tr:last-child { font-weight:700 }
@media (max-width:860px) {
  .card { padding:14px }
  .card td,.card th { padding-left:5px; padding-right:5px; font-size:13.5px }
  .tracking { max-width:none }
  header,main { padding-left:14px; padding-right:14px }
  header nav { margin-left:0 }
  table.stack thead { position:absolute; left:-9999px }
  table.stack tr { display:block; padding:10px 12px;
    border-bottom:1px solid var(--line) }
  table.stack td { display:flex; gap:12px; justify-content:space-between; border:0;
    padding:3px 0; text-align:right }
  table.stack td::before { content:attr(data-label); color:var(--soft);
    font-size:13px; text-align:left; flex:none }
  table.stack td:empty { display:none }
  table.stack tr:hover td { background:none }
  table.stack td.acts-cell::before { content:none }
  .wrap .acts { flex-wrap:wrap; padding-top:6px; gap:8px }
  .wrap .acts button,.wrap .acts .button { font-size:14px; padding:8px 12px }
}
"""
