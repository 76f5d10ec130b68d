#!/usr/bin/env python3
"""Zet elke controle van `controle.py` één keer uit, en kijkt of de vectoren dat zien.

    python3 tests/Stembord/mutatie.py

Een controle is een aanroep van `eis` of `moet`. Zij staat uit als zij nooit meer klaagt; dan moet minstens één vector verkeerd
worden beoordeeld, of een regel noemen die niet verkeerd is. Wat hier bij DUBBEL staat, vangt een andere controle ook altijd.
Einde met 0: elke controle is nodig voor een vector. 1: er is er een die geen vector ziet.
"""
import ast
import os
import sys

MAP = os.path.dirname(os.path.abspath(__file__))

DUBBEL = {
    "_heel: len(tekst) <= 10 and int(tekst) <= 2147483647": "waar een getal staat, is het al begrensd door wat het zegt",
    "lees_bestand: not tekst.startswith('\\ufeff')": "de JSON van Python weigert een BOM zelf ook",
    "_deel: self._samen(l) == D": "wie zijn deel bewijst, kan niets anders zeggen dan de eerste k",
    "_uitslag: sum(self.stemmen) == tellend": "volgt uit de bewijzen dat elk biljet precies één keuze heeft",
}


class Merk(ast.NodeTransformer):
    """Zet voor elke controle haar naam: de functie, en de tekst die zij zou melden."""

    def __init__(self):
        self.functies, self.namen = [], []

    def visit_FunctionDef(self, node):
        self.functies.append(node.name)
        if node.name not in ("eis", "moet"):
            self.generic_visit(node)
        self.functies.pop()
        return node

    def visit_Call(self, node):
        self.generic_visit(node)
        wie = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if wie not in ("eis", "moet") or isinstance(node.args[0], ast.Constant):
            return node
        naam = f"{self.functies[-1] if self.functies else ''}: {ast.unparse(node.args[0])}"
        self.namen.append(naam)
        node.args[0] = ast.Call(ast.Name("controle_", ast.Load()), [ast.Constant(naam), node.args[0]], [])
        return node


def laad():
    """Het programma, met bij elke controle haar naam."""
    with open(os.path.join(MAP, "controle.py"), encoding="utf-8") as bestand:
        boom = ast.parse(bestand.read())
    merk = Merk()
    boom = ast.fix_missing_locations(merk.visit(boom))
    stand = {"uit": None, "klaagde": set()}

    def controle(naam, klopt):
        if not klopt:
            stand["klaagde"].add(naam)
        return klopt or naam == stand["uit"]

    omgeving = {"__name__": "controle", "controle_": controle}
    exec(compile(boom, "controle.py", "exec"), omgeving)
    return omgeving, merk.namen, stand


def main():
    omgeving, namen, stand = laad()
    docs = omgeving["lees_vectoren"](MAP)
    waar = {naam: [] for naam in namen}
    for geval in omgeving["alle_gevallen"](*docs):
        stand["klaagde"] = set()
        assert omgeving["genoemd"](geval[2]) == geval[1], geval[0]
        for naam in stand["klaagde"]:
            waar[naam].append(geval)
    ongezien = []
    for naam in waar:
        stand["uit"] = naam
        if not any(verkeerd(omgeving, geval) for geval in waar[naam]):
            ongezien.append(naam)
    stand["uit"] = None
    for naam in ongezien:
        print(f"{'dubbel' if naam in DUBBEL else 'ONGEZIEN'}: {naam}{': ' + DUBBEL[naam] if naam in DUBBEL else ''}"
              f" (klaagde bij {len(waar[naam])} vectoren)")
    over = [naam for naam in DUBBEL if naam not in ongezien]
    for naam in over:
        print(f"STAAT TE VEEL BIJ DUBBEL: {naam}")
    print(f"{len(waar)} controles; {len(waar) - len(ongezien)} ziet een vector, {len(DUBBEL)} zijn dubbel")
    return 1 if over or any(naam not in DUBBEL for naam in ongezien) else 0


def verkeerd(omgeving, geval):
    """Of een vector nu verkeerd wordt beoordeeld; een programma dat stopt, noemt ook geen regel."""
    try:
        return omgeving["genoemd"](geval[2]) != geval[1]
    except Exception:
        return True


if __name__ == "__main__":
    sys.exit(main())
