"""A model is written in several files: none of them replaces what another one does."""

import ast
from collections import defaultdict
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
ADDONS = ("bigcartel_connector", "bigcartel_connector_queue")


def find_methods():
    """Return {(model, method): [whether each definition of it calls the others']}."""
    found = defaultdict(list)
    for addon in ADDONS:
        for path in sorted((CHECKOUT / addon).glob("*/*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.ClassDef) and (name := get_model(node)):
                    for method in node.body:
                        if isinstance(method, ast.FunctionDef):
                            found[name, method.name].append(calls_super(method))
    return found


def calls_super(method):
    return any(
        isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(method)
    )


def get_model(node):
    """Return the name of the model that a class belongs to, if any."""
    names = {}
    for line in node.body:
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
            names[line.targets[0].id] = line.value
    value = names.get("_name") or names.get("_inherit")
    return ast.literal_eval(value) if isinstance(value, ast.Constant) else None


def test_no_method_of_a_model_is_written_twice_by_mistake():
    found = find_methods()
    assert ("bigcartel.order", "_build") in found
    assert found["bigcartel.backend", "_import_in_turn"] == [False, True]
    doubled = {key for key, uses in found.items() if len(uses) - sum(uses) > 1}
    assert not doubled
