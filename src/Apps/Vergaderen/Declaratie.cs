using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Vergaderen;

/// <summary>Meetings of the members: agenda, votes, proxies, minutes.</summary>
public static class Declaratie
{
    private const string Geheel = "/vereniging", Geplaatst = "Uw vraag of opmerking is geplaatst.", Uitgebracht = "Uw stem is uitgebracht.",
        Aanwezig = "De aanwezigheid is vastgelegd.";

    public static readonly App App = new("vergaderen", typeof(Declaratie).Assembly, "vereniging")
    {
        Menu = [new("/vereniging/vergaderingen", "Vergaderingen", "bvm", Waar.Vereniging, Geheel),
            new("/vereniging/stemmingen", "Stemmingen", "bvm", Waar.Vereniging, Geheel)],
        Tegels = [new(Vak.Wacht, "bvm:besluitvorming.stemmen", Mijnwerk.StemmenAsync),
            new(Vak.Vergaderingen, "bvm", Mijnwerk.VergaderingenAsync)],
        Adres = [new("besluitvorming/vergaderingen", "/vereniging/vergaderingen/{0}"),
            new("besluitvorming/stemmingen", "/vereniging/stemmingen/{0}")],
        Bundel = [new("regelsets", "Regels van vergaderingen en stemmingen", "bvm")],
        Wegen = Vergaderwegen.MapVergaderen,
        Gedaan = new Dictionary<string, string>
        {
            ["behandelen"] = "",
            ["vergadering"] = "De vergadering is gemaakt.",
            ["oproepen"] = "De oproep is vastgelegd. De berichten aan de leden staan klaar.",
            ["openen"] = "De vergadering is geopend.",
            ["sluiten"] = "De vergadering is gesloten.",
            ["punt"] = "Het punt staat op de agenda.",
            ["punt-weg"] = "Het punt is van de agenda gehaald.",
            ["stuk"] = "Het stuk is toegevoegd.",
            ["stuk-weg"] = "Het stuk is weggehaald.",
            ["intrekken"] = "De vergadering is ingetrokken.",
            ["stemming"] = "De stemming staat klaar.",
            ["stemming-weg"] = "De stemming is weggehaald.",
            ["stem-intrekken"] = "De stemming is ingetrokken.",
            ["spreker-weg"] = "De spreker is van de lijst.",
            ["notulen-voorstellen"] = "De notulen zijn aan de leden voorgesteld.",
            ["notulen-vaststellen"] = "De notulen zijn vastgesteld.",
            ["spreek"] = "U staat op de sprekerslijst.",
            ["vraag"] = Geplaatst,
            ["vraag-stemming"] = Geplaatst,
            ["stem"] = Uitgebracht,
            ["stem-wijzig"] = Uitgebracht,
            ["noteer"] = "De stemmen zijn genoteerd.",
            ["stem-alle"] = "Uw stemmen zijn uitgebracht.",
            ["betwist"] = "Dat de uitslag is betwist, is vastgelegd.",
            ["afmelden"] = "Vastgelegd is dat dit lid niet meedoet.",
            ["afmelden-terug"] = "Vastgelegd is dat dit lid toch meedoet.",
            ["afspraken"] = "De afspraken zijn vastgelegd.",
            ["stem-openen"] = "De stemming is open.",
            ["stem-sluiten"] = "De stemming is gesloten.",
            ["stem-vaststellen"] = "De uitslag is vastgesteld.",
            ["hoofdelijk"] = "De stemming bij acclamatie is vervallen. Er komt een hoofdelijke stemming.",
            ["volmacht"] = "De volmacht is vastgelegd.",
            ["volmacht-intrekken"] = "De volmacht is ingetrokken.",
            ["aanwezig"] = Aanwezig,
            ["aanwezig-een"] = Aanwezig,
            ["vertrek"] = "Het vertrek is vastgelegd.",
            ["notulen"] = "Er is een ontwerp van de notulen gemaakt.",
            ["ceremonie"] = "De sleutel staat klaar. Wijs nu de houders aan, en loot.",
            ["ceremonie-houder"] = "De houder is aangewezen.",
            ["ceremonie-houder-weg"] = "De houder is weggehaald.",
            ["ceremonie-loten"] = "Er is geloot.",
            ["ceremonie-beginnen"] = "Ronde 1 is begonnen. Wie een e-mailadres heeft, krijgt bericht.",
            ["ceremonie-herinneren"] = "De berichten staan klaar.",
            ["ceremonie-verlies"] = "Het verlies is vastgelegd.",
            ["ceremonie-opnieuw"] = "Dit is de nieuwe sleutel. Kijk na of alle plaatsen bezet zijn, en begin.",
            ["ceremonie-vernietigen"] = "De vernietiging is vastgelegd.",
            ["stemming-sleutel"] = "De sleutel van deze stemming is gekozen.",
            ["houder-regel"] = "Uw regel is gecontroleerd en staat in de ceremonie.",
            ["houder-klacht"] = "Uw klacht is beoordeeld. Hieronder staat wat eruit kwam.",
            ["akkoord"] = "De handtekening staat op het bord.",
            ["deel"] = "Het deel staat op het bord.",
            ["evaluatie"] = "Het formulier is gemaakt. De vertegenwoordigers van de leden kunnen het nu invullen.",
            ["invullen"] = "Dank u wel. Uw antwoorden zijn meegeteld.",
            ["aanbevelen"] = "De aanbevelingen zijn bewaard.",
        },
    };
}
