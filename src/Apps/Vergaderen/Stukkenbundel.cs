using PdfSharp.Drawing;

namespace Brink.Apps.Vergaderen;

/// <summary>
/// All papers of a meeting in one PDF: the agenda as a table of contents, and at each item what is asked and its papers.
/// Papers that are PDF or plain text are taken in whole, as far as they fit; the others are named with their address.
/// </summary>
internal static class Stukkenbundel
{
    /// <summary>How much of the papers goes into one bundle: it is made in memory.</summary>
    public const int MeesteBytes = 25_000_000, MeesteBladen = 500, MeesteTekst = 500_000;

    /// <summary>One paper: where it can be read by itself, and what of it goes in. Without content,
    /// <paramref name="Waarom"/> says why.</summary>
    public sealed record Inhoud(Stuk Stuk, Uri? Adres, XPdfForm? Bladen = null, IReadOnlyList<string>? Tekst = null, string Waarom = "")
    {
        public string Naam => (string.IsNullOrEmpty(Stuk.Bijlage) ? "" : $"Bijlage {Stuk.Bijlage}: ") + Stuk.Titel;
    }

    /// <summary>An item with its papers.</summary>
    public sealed record Onderdeel(Agendapunt Punt, IReadOnlyList<Inhoud> Stukken)
    {
        public string Kop => $"{Punt.Nummer}. {Punt.Titel}{(Punt.Vertrouwelijk ? " (vertrouwelijk)" : "")}";
    }

    /// <summary>Makes the file.</summary>
    /// <param name="organisatie">Whose meeting it is.</param>
    /// <param name="v">The meeting.</param>
    /// <param name="onderdelen">Its agenda, in its order.</param>
    /// <param name="openbaar">Only what anyone may see is in it.</param>
    /// <param name="nu">When it is made.</param>
    public static byte[] Maak(string organisatie, Vergadering v, IReadOnlyList<Onderdeel> onderdelen, bool openbaar, DateTimeOffset nu)
    {
        // The first time only to see on which page everything begins.
        var bladzijden = new List<int>();
        Schrijf(organisatie, v, onderdelen, openbaar, nu, null, bladzijden).Dispose();
        using var blad = Schrijf(organisatie, v, onderdelen, openbaar, nu, bladzijden, []);
        return blad.Klaar();
    }

    private static Pdfblad Schrijf(string organisatie, Vergadering v, IReadOnlyList<Onderdeel> onderdelen, bool openbaar, DateTimeOffset nu,
        List<int>? bekend, List<int> gevonden)
    {
        var titel = $"Stukken voor: {v.Titel}";
        var blad = new Pdfblad(titel, $"{v.Titel}, {Tijd.Voluit(v.Datum)}");
        blad.Kop(1, titel);
        blad.Alinea($"{organisatie}. {Tijd.Voluit(v.Datum)}{(v.Begin is null ? "" : $", {Tijd.Klok(v.Begin)}{(v.Einde is null ? "" : " tot " + Tijd.Klok(v.Einde))} uur")}."
            + (v.Locatie.Length > 0 ? $" {v.Locatie}." : "") + $" {Termen.Woord(Termen.Vormen, v.Vorm)}.");
        blad.Alinea($"Gemaakt op {Tijd.Moment(nu)}. Wat daarna is toegevoegd, staat er niet in.");
        if (openbaar)
        {
            blad.Alinea("Dit is de openbare versie. Punten die vertrouwelijk zijn en stukken die niet openbaar zijn, staan er niet in.");
        }
        else if (onderdelen.Any(o => o.Punt.Vertrouwelijk))
        {
            blad.Alinea("In deze bundel staan vertrouwelijke punten. Op elke bladzijde daarvan staat het woord vertrouwelijk. Deel de "
            + "bundel alleen met wie die punten mag lezen.");
        }
        if (onderdelen.Any(o => o.Stukken.Any(s => s.Bladen is not null)))
        {
            blad.Alinea("Let op als u een voorleesprogramma gebruikt. Stukken die zelf een PDF zijn, staan er bladzijde voor bladzijde "
            + "in. Hun eigen koppen en tabellen zijn "
                + "daarbij niet te behouden: van zo'n bladzijde wordt alleen gezegd wat het is. Open het losse stuk; de link staat bij "
                + "de titel van het stuk.");
        }
        if (onderdelen.Any(o => o.Stukken.Any(s => s.Waarom.Length > 0)))
            blad.Alinea("Niet alle stukken konden mee. Bij die stukken staat waarom, en waar u ze vindt.");
        blad.Kop(2, "Inhoud");
        var i = 0;
        blad.Inhoud([.. onderdelen.SelectMany(o => new[] { (0, o.Kop, Bekend()) }.Concat(o.Stukken.Select(s => (1, s.Naam, Bekend()))))]);
        int Bekend() => bekend is null ? 1 : bekend[i++];

        var vers = false;
        foreach (var o in onderdelen)
        {
            blad.Merk(o.Punt.Vertrouwelijk ? "vertrouwelijk" : "");
            // What is confidential has pages of its own.
            if (vers || o.Punt.Vertrouwelijk) blad.Nieuw();
            vers = o.Punt.Vertrouwelijk;
            blad.Kop(2, o.Kop);
            gevonden.Add(blad.Bladzijdenummer);
            Punt(blad, o.Punt);
            if (o.Stukken.Count == 0) blad.Alinea("Bij dit punt zijn geen stukken.");
            foreach (var s in o.Stukken)
            {
                if (vers && s != o.Stukken[0]) blad.Nieuw();
                blad.Kop(3, s.Naam);
                gevonden.Add(blad.Bladzijdenummer);
                vers = Stuk(blad, s, droog: bekend is null) || o.Punt.Vertrouwelijk;
            }
        }
        return blad;
    }

    private static void Punt(Pdfblad blad, Agendapunt p)
    {
        blad.Alinea($"{Termen.Woord(Termen.Puntsoorten, p.Soort)}. {Termen.Wat(p.Soort)}");
        if (p.GevraagdBesluit is { } g) blad.Alinea($"Gevraagd: {g.Tekst}");
        if (p.WoordelijkVoorstel.Length > 0)
        {
            blad.Alinea("De tekst van het voorstel, woord voor woord:");
            foreach (var alinea in Tekens.Regels(p.WoordelijkVoorstel)) blad.Alinea(alinea);
        }
        if (p.Onderdelen.Count > 0) blad.Opsomming(p.Onderdelen);
    }

    // Whether what follows needs a page of its own.
    private static bool Stuk(Pdfblad blad, Inhoud s, bool droog)
    {
        var over = string.Join(", ",
            new[] { string.IsNullOrEmpty(s.Stuk.Van) ? "" : "van " + s.Stuk.Van, Tijd.Voluit(s.Stuk.Datum) }.Where(d => d.Length > 0));
        if (over.Length > 0) blad.Alinea(Woorden.Hoofdletter(over) + ".");
        if (s.Stuk.GevraagdBesluit is { } g) blad.Alinea($"Dit stuk vraagt: {g.Tekst}");
        if (s.Waarom.Length > 0) blad.Alinea(s.Waarom);
        if (s.Adres is { } adres) blad.Verwijzing($"Open dit stuk los: {adres}", adres);
        foreach (var alinea in s.Tekst ?? []) blad.Alinea(alinea);
        if (s.Bladen is not { } bladen) return false;
        blad.Alinea($"{Woorden.Aantal(bladen.PageCount, "bladzijde volgt", "bladzijden volgen")} hierna.");
        if (droog)
        {
            blad.Sla(bladen.PageCount);
        }
        else
        {
            blad.Neem(bladen, n =>
                $"Bladzijde {n} van {bladen.PageCount} van {s.Naam}. De tekst ervan leest u in het losse stuk; de link staat bij de titel "
                + $"van het stuk.");
        }
        return true;
    }
}
