using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Vereniging;

/// <summary>What the members of a cooperative share: report, budget, portfolio.</summary>
public static class Declaratie
{
    private const string Geheel = Leden.Geheel;

    public static readonly App App = new("vereniging", typeof(Declaratie).Assembly, "vereniging")
    {
        Menu =
        [
            new(Geheel, "Vereniging", "bvm rap bgr pfl", Waar.Vereniging), Deel("rapport", "Kwartaalrapport", "rap"),
            Deel("vragen", "Vragen", "rap") with { Wacht = Vragen.WachtAsync },
            Deel("begroting", "Begroting", "bgr"), Deel("transitie", "Transitiebudget", "bgr"), Deel("portfolio", "Portfolio", "pfl"),
            Deel("contracten", "Contracten", "pfl"),
            Deel("ideeen", "Innovatieplein", "pfl"), Deel("leden", "Leden", "pfl"), Deel("tevredenheid", "Tevredenheid", "pfl"),
            Deel("samenwerkingen", "Samenwerkingen", "pfl"), Deel("risicos", "Risico's", "pfl"),
        ],
        Tegels =
        [
            new(Vak.Wacht, "rap", async scherm => new(await Vragen.WachtAsync(scherm) is > 0 and var n
                ? [new(Woorden.Aantal(n, "vraag over het kwartaalrapport", "vragen over het kwartaalrapport"), Geheel + "/vragen")] : [],
                null), Waar.Vereniging),
            Tegel.Vast("rap", new("Kwartaalrapport", Geheel + "/rapport", Uitleg: "Hoe het staat met de doelen en het dagelijkse werk."),
                Waar.Vereniging),
            Tegel.Vast("bgr", new("Begroting", Geheel + "/begroting", Uitleg: "Elk bedrag met zijn reden, en wat als."), Waar.Vereniging),
            Tegel.Vast("pfl", new("Portfolio", Geheel + "/portfolio", Uitleg: "Componenten, leden, contracten en ideeën."),
                Waar.Vereniging),
        ],
        Adres =
        [
            new("rapportage/kwartaalrapporten", Geheel + "/rapport/{0}")
            {
                Noem = async (scherm, url) => (await scherm.Zgw.Lees<Kwartaalrapport>(url, scherm.Afgebroken)).Waarde is { } r
                    ? ("Kwartaalrapport " + Tekens.Kwartaal(r.Periode), r.Periode) : null,
            },
            new("begroting/begrotingen", Geheel + "/begroting/{0}")
            {
                Noem = async (scherm, url) => (await scherm.Zgw.Lees<Begroting>(url, scherm.Afgebroken)).Waarde is { } b
                    ? (b.Naam, null) : null,
            },
            new("portfolio/leden", Geheel + "/leden/{0}"), new("portfolio/ideeen", Geheel + "/ideeen/{0}"),
            new("portfolio/contracten", Geheel + "/contracten"),
            new("rapportage/onderwerpen", Geheel + "/rapport/{0}")
            {
                Noem = async (scherm, url) => (await scherm.Zgw.Lees<Onderwerp>(url, scherm.Afgebroken)).Waarde is { } o
                    && (await scherm.Zgw.Lijst<Kwartaalrapport>(scherm.Afgebroken)).Waarde?.Results is [var laatste, ..]
                    ? (o.Naam, $"{laatste.Periode}/{o.Code}") : null,
            },
            new("portfolio/componenten", Geheel + "/portfolio/{0}")
            {
                Noem = async (scherm, url) => (await scherm.Zgw.Lees<Component>(url, scherm.Afgebroken)).Waarde is { } c
                    ? (c.Naam, null) : null,
            },
        ],
        Wegen = wegen =>
        {
            wegen.MapGet("/{organisatie}/vereniging/wand", Wand.ToonAsync);
            wegen.MapGet("/{organisatie}/vereniging/rapport/{periode}/download/{vorm}", Rapportwegen.BestandAsync);
            wegen.MapGet("/{organisatie}/vereniging/begroting/{sleutel:guid}/download/{vorm}", Cijfers.BestandAsync);
            wegen.MapGet("/{organisatie}/vereniging/portfolio/{sleutel:guid}/publiccode.yaml", Portfolio.PubliccodeAsync);
        },
        Gedaan = new Dictionary<string, string>
        {
            ["steun"] = "Uw steun is vastgelegd.",
            ["steun-weg"] = "De steun is ingetrokken.",
            ["funnel"] = "De stap is vastgelegd.",
            ["pitch"] = "Uw idee staat op het innovatieplein.",
            ["afspraak"] = "De afspraak is bewaard.",
            ["accountplan"] = "Het accountplan is bewaard.",
            ["indeling"] = "De indeling is bewaard.",
            ["scenario"] = "Het scenario is doorgerekend.",
            ["scenario-weg"] = "Het scenario is verwijderd.",
            ["post"] = "De post is bewaard.",
            ["cijfer"] = "Het antwoord is bewaard.",
            ["rapport"] = "Het rapport is begonnen. Leden zien het pas als het met hen is gedeeld; tot dan zien zij het vorige.",
            ["publiccode"] = "Het bestand is gelezen.",
            ["vraag"] = "Uw tekst is geplaatst. De eigenaar van het onderwerp kan antwoorden.",
            ["antwoord"] = "Uw antwoord is geplaatst. Wie de vraag stelde, ziet het bij zijn vragen.",
            ["gelezen"] = "De vraag is uit uw lijst.",
            ["invullen"] = "Het onderwerp is bewaard.",
            ["eigenaar"] = "De eigenaar is vastgelegd.",
            ["klaar"] = "De onderwerpen die u koos, zijn klaar gemeld.",
            ["stap-vastgesteld"] = "De stap is genomen. Het rapport is nu: vastgesteld door het MT.",
            ["stap-rvc"] = "De stap is genomen. Het rapport is nu: bij de RvC.",
            ["stap-gedeeld"] = "De stap is genomen. Het rapport is nu: gedeeld met de leden.",
            ["stap-openbaar"] = "De stap is genomen. Iedereen kan deze versie nu lezen.",
            ["stap-herzien"] = "De nieuwe versie is begonnen. Het rapport is nu: concept.",
            ["vaststelling"] = "De begroting is vastgesteld.",
        },
    };

    private static Menupunt Deel(string pad, string naam, string register) =>
        new($"{Geheel}/{pad}", naam, register, Waar.Vereniging, Geheel);
}
