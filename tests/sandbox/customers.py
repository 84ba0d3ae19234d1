"""People who buy at the believable shop. All invented; example.* mail only."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Customer:
    first: str
    last: str
    email: str
    address_1: str
    city: str
    state: str
    zip: str
    country: str
    address_2: str | None = None
    phone: str | None = None

    def fields(self):
        """As the order's own field names (facts 5.3)."""
        values = asdict(self)
        return {
            "customer_first_name": values["first"],
            "customer_last_name": values["last"],
            "customer_email": values["email"],
            "customer_phone_number": values["phone"],
            "shipping_address_1": values["address_1"],
            "shipping_address_2": values["address_2"],
            "shipping_city": values["city"],
            "shipping_state": values["state"],
            "shipping_zip": values["zip"],
            "shipping_country_id": values["country"],
        }


# [CAP, SHAFER-CSV] shipping_state is usually a full name; the sample has a code.
# fmt: off
CUSTOMERS = {
    "maya": Customer(
        "Maya", "Okafor", "maya.okafor@example.com", "418 NE Alder Ct", "Portland",
        "Oregon", "97214", "US", phone="+1 (503) 555-0142",
    ),
    "ben": Customer(
        "Ben", "Castellanos", "ben.c@example.com", "2200 Mission St", "San Francisco",
        "California", "94110", "US", "Apt 5",
    ),
    "ruth": Customer(
        "Ruth", "Lindqvist", "ruth@example.org", "77 Prospect Ave", "Brooklyn",
        "New York", "11215", "US", phone="+1 (718) 555-0199",
    ),
    "dee": Customer(
        "Dee", "Washington", "dee.w@example.net", "1450 Irving St NW", "Washington",
        "District of Columbia", "20010", "US", "101",
    ),
    "hank": Customer(
        "Hank", "O'Brien-Sato", "hank.obs@example.com", "9 Pike Pl", "Seattle",
        "Washington", "98101", "US",
    ),
    "joan": Customer(
        "Joan", "Petty", "joan.petty@example.com", "RR 2 Box 118", "Tulsa",
        "Oklahoma", "74101", "US",
    ),
    "luis": Customer(
        "Luis", "Ortega", "lortega@example.com", "800 Congress Ave", "Austin",
        "TX", "78701", "US", "Suite 12 ",
    ),
    "ines": Customer(
        "Inés", "Rivera", "ines.rivera@example.com", "55 Calle Fortaleza", "San Juan",
        "Puerto Rico", "00901", "US",
    ),
    "kai": Customer(
        "Kai", "Nakamura", "kai@example.com", "3120 Kapiolani Blvd", "Honolulu",
        "Hawaii", "96826", "US",
    ),
    "post": Customer(
        "Sgt. Amy", "Doyle", "amy.doyle@example.org", "PSC 473 Box 88", "FPO",
        "Armed Forces Pacific", "96349", "US",
    ),
    "zoe": Customer(
        "Zoë", "Tremblay", "zoe.tremblay@example.ca", "1233 Rue Saint-Denis",
        "Montréal", "Quebec", "H2X 3J6", "CA", phone="+1 514-555-0117",
    ),
    "wade": Customer(
        "Wade", "McLeod", "wade@example.ca", "88 Water St", "Vancouver",
        "British Columbia", "V6B 1A4", "CA",
    ),
    "imogen": Customer(
        "Imogen", "Hartley", "imogen.hartley@example.co.uk", "14 Bakewell Road",
        "Sheffield", "South Yorkshire", "S7 1TA", "GB", "Flat 2",
    ),
    "rhys": Customer(
        "Rhys", "ap Gruffydd", "rhys@example.co.uk", "3 Heol y Bont", "Aberystwyth",
        "", "SY23 1PX", "GB",
    ),
    "jana": Customer(
        "Jana", "Größler", "jana.groessler@example.de", "Lindenstraße 27", "Köln",
        "Nordrhein-Westfalen", "50674", "DE",
    ),
    "otto": Customer(
        "Otto", "Weiß", "otto@example.de", "c/o Druckerei Ölmühle, Hof 3", "Leipzig",
        "Sachsen", "04109", "DE", "2. Hinterhaus",
    ),
    "celine": Customer(
        "Céline", "D'Aubigné", "celine@example.fr", "8 bis rue de l'Échelle", "Lyon",
        "", "69002", "FR",
    ),
    "mia": Customer(
        "Mia", "Kowalczyk", "mia.k@example.com.au", "5/210 Smith Street",
        "Collingwood", "Victoria", "3066", "AU", phone="+61 491 570 156",
    ),
    "haru": Customer(
        "陽", "田中", "haru.tanaka@example.jp", "上京区今出川通 602", "京都市",
        "京都府", "602-8570", "JP", phone="+81 3-5550-0112",
    ),
    "aoife": Customer(
        "Aoife", "Ní Bhriain", "aoife@example.ie", "12 Dominick Street", "Galway",
        "Co. Galway", "H91 X2C4", "IE",
    ),
    "noa": Customer(
        "נועה", "לוי", "noa.levi@example.com", "רחוב דיזנגוף 99", "תל אביב", "",
        "6439602", "IL",
    ),
    "bram": Customer(
        "Bram", "van der Velde", "bram@example.nl", "Prinsengracht 1 hs", "Amsterdam",
        "Noord-Holland", "1015 DK", "NL",
    ),
    "giulia": Customer(
        "Giulia", "Ferri", "giulia.ferri@example.it", "Via Garibaldi 4", "Torino",
        "TO", "10122", "IT",
    ),
    "tiago": Customer(
        "Tiago", "Araújo", "tiago@example.com.br", "Rua Augusta 1500", "São Paulo",
        "São Paulo", "01304-001", "BR", "ap. 81",
    ),
    "sun": Customer(
        "Sun", "Lim", "sun.lim@example.sg", "Blk 71 Tiong Bahru Rd", "Singapore", "",
        "160071", "SG", "#08-22",
    ),
    "nell": Customer(
        "Nell", "Fairweather", "NELL@example.nz", "42 Cuba Street", "Wellington",
        "Wellington", "6011", "NZ",
    ),
}
# fmt: on
