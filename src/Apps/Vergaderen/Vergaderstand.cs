using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;

namespace Brink.Apps.Vergaderen;

/// <summary>
/// A meeting as it is at this moment, for who looks. Proxies and representatives are not in it:
/// who reads those leaves a row in the log of reads, and screens ask often.
/// </summary>
public sealed record Vergaderstand(Vergadering Vergadering, IReadOnlyList<Agendapunt> Punten, IReadOnlyList<Stemming> Stemmingen,
    IReadOnlyList<Uitslag> Uitslagen,
    IReadOnlyList<Aanwezigheid> Aanwezigheden, IReadOnlyList<Spreekverzoek> Sprekers, IReadOnlyList<Vraag> Vragen,
    IReadOnlyList<Toezegging> Toezeggingen,
        IReadOnlyList<Stem> Stemmen,
    IReadOnlyList<Stemverklaring> Verklaringen, Quorumstand? Quorum, IReadOnlyList<Lid> Leden)
{
    /// <summary>The item that is being dealt with; null before the first.</summary>
    public Agendapunt? Nu => Punten.FirstOrDefault(p => p.Url == Vergadering.Punt);

    /// <summary>The item after it.</summary>
    public Agendapunt? Straks => Nu is { } nu ? Punten.FirstOrDefault(p => p.Nummer > nu.Nummer) : Punten.Count > 0 ? Punten[0] : null;

    public bool Bezig => Vergadering.Status == "geopend";
    public bool Voorbij => Vergadering.Status is "gesloten" or "ingetrokken";

    public string Naam(Uri? lid) => Leden.FirstOrDefault(l => l.Url == lid)?.Naam ?? "Onbekend lid";
    public IEnumerable<Stemming> Bij(Agendapunt punt) => Stemmingen.Where(s => s.Agendapunt == punt.Url);
    public Uitslag? UitslagVan(Stemming s) => Uitslagen.FirstOrDefault(u => u.Stemming == s.Url);
    public IReadOnlyList<Spreekverzoek> SprekersBij(Agendapunt punt) =>
        [.. Sprekers.Where(s => s.Agendapunt == punt.Url).OrderBy(s => s.Volgorde)];

    /// <summary>Who is there now.</summary>
    public IReadOnlyList<Aanwezigheid> Aanwezig =>
        [.. Aanwezigheden.Where(a => a.Uit is null).OrderBy(a => Naam(a.Lid), StringComparer.Ordinal)];

    /// <summary>What a page of a meeting follows: all that is part of the meeting, and the members, who make the quorum.</summary>
    public static IReadOnlyList<string> Nieuws(Guid vergadering) => [$"{Vergadering.Pad}/{vergadering}", "portfolio"];

    /// <summary>Where the meeting is, in one sentence.</summary>
    public string Melding()
    {
        if (Vergadering.Status != "geopend")
        {
            return Vergadering.Status switch
            {
                "concept" => "De vergadering is in voorbereiding.",
                "opgeroepen" => "De vergadering is nog niet geopend.",
                "gesloten" => "De vergadering is gesloten.",
                _ => "De vergadering gaat niet door.",
            };
        }
        if (Nu is not { } punt) return "De vergadering is geopend.";
        var stemming = Bij(punt).LastOrDefault(s => s.Status is "open" or "gesloten" or "vastgesteld");
        var zin = stemming switch
        {
            { Status: "open" } => $" De stemming over {stemming.Onderwerp} is open.",
            { Status: "gesloten" } => " De stemming is gesloten.",
            { Status: "vastgesteld", NieuweStemming: not null } => " De uitslag is betwist. Er komt een nieuwe stemming.",
            { Status: "vastgesteld" } when UitslagVan(stemming) is { } u =>
                $" De uitslag: {Termen.Uitkomst(u.Uitkomst).ToLowerInvariant()}.",
            _ => SprekersBij(punt).FirstOrDefault(s => s.IsNu) is { } spreker ? $" {Naam(spreker.Lid)} heeft het woord." : "",
        };
        return $"Nu punt {punt.Nummer}: {punt.Titel}.{zin}";
    }

    /// <summary>Reads a meeting, and of what is in it only the parts that are asked for: each is a request,
    /// and a telephone in the room asks again and again.</summary>
    public static async Task<Antwoord<Vergaderstand>> LaadAsync(Scherm scherm, Guid uuid, Vergaderdeel delen)
    {
        var (zgw, cancel) = (scherm.Zgw, scherm.Afgebroken);
        var antwoord = await zgw.Lees<Vergadering>(uuid, cancel);
        if (!antwoord.Gelukt(out var v)) return new(null, antwoord.Fout);
        Fout? mis = null;
        // What somebody may not see is not there; what cannot be read now must not look like nothing.
        async Task<IReadOnlyList<T>> Lees<T>(Vergaderdeel deel, string weg) where T : IBron
        {
            if (!delen.HasFlag(deel)) return [];
            var lijst = await zgw.Lijst<T>(T.Pad, cancel, (weg, v.Url.ToString()));
            if (lijst.Fout is { IsVerboden: false } fout) mis ??= fout;
            return lijst.Waarde?.Results ?? [];
        }
        const string Punt = "agendapunt__vergadering", Stem = "stemming__agendapunt__vergadering";
        var punten = await Lees<Agendapunt>(Vergaderdeel.Punten, "vergadering");
        var stand = new Vergaderstand(v, [.. punten.OrderBy(p => p.Nummer)], await Lees<Stemming>(Vergaderdeel.Stemmingen, Punt),
            await Lees<Uitslag>(Vergaderdeel.Uitslagen, Punt), await Lees<Aanwezigheid>(Vergaderdeel.Aanwezigheden, "vergadering"),
            await Lees<Spreekverzoek>(Vergaderdeel.Sprekers, Punt), await Lees<Vraag>(Vergaderdeel.Vragen, Punt),
            await Lees<Toezegging>(Vergaderdeel.Toezeggingen, Punt),
            await Lees<Stem>(Vergaderdeel.Stemmen, Stem), await Lees<Stemverklaring>(Vergaderdeel.Verklaringen, Stem),
            delen.HasFlag(Vergaderdeel.Quorum) ? (await zgw.Lees<Quorumstand>(Plek.Van<Vergadering>(uuid, "quorum"), cancel)).Waarde : null,
            delen.HasFlag(Vergaderdeel.Leden) ? await scherm.LedenAsync() : []);
        return mis is null ? new(stand, null) { Versie = antwoord.Versie } : new(null, mis);
    }
}

/// <summary>What a page shows of a meeting.</summary>
[Flags]
public enum Vergaderdeel
{
    Punten = 1,
    Stemmingen = 2,
    Uitslagen = 4,
    Aanwezigheden = 8,
    Sprekers = 16,
    Vragen = 32,
    Toezeggingen = 64,
    Stemmen = 128,
    Verklaringen = 256,
    Quorum = 512,
    Leden = 1024,

    /// <summary>What the chair sees.</summary>
    Alles = 2047,

    /// <summary>What a member sees on its own page.</summary>
    Mijn = Punten | Stemmingen | Uitslagen | Aanwezigheden | Sprekers | Stemmen | Verklaringen | Leden,

    /// <summary>What the room sees.</summary>
    Zaal = Punten | Stemmingen | Uitslagen | Aanwezigheden | Sprekers | Stemmen | Quorum | Leden,
}

/// <summary>What the user may do for which members, by itself or by a proxy.</summary>
/// <param name="Lid">The member.</param>
/// <param name="Naam">Its name.</param>
/// <param name="Volmacht">By which proxy; null when by itself.</param>
public sealed record Mandaat(Uri Lid, string Naam, Volmacht? Volmacht)
{
    public bool MagSpreken(Uri? punt) => Volmacht is null || Volmacht.Spreken && Dekt(punt);
    public bool MagStemmen(Uri? punt) => Volmacht is null || Volmacht.Stemmen && Dekt(punt);
    private bool Dekt(Uri? punt) => Volmacht!.Agendapunten.Count == 0 || punt is not null && Volmacht.Agendapunten.Contains(punt);

    /// <summary>What the member wants at an item, where it said so.</summary>
    public string? Instructie(Uri? punt) => Volmacht?.Instructies.FirstOrDefault(i => i.Agendapunt == punt)?.Keuze;
}

/// <summary>What screens of meetings ask of the registers again and again.</summary>
internal static class Wegen
{
    /// <summary>What the user may do here: work it up, lead, take part. Whoever leads may do the others too.</summary>
    public static (bool Bijwerken, bool Leiden, bool Meedoen) Rollen(this MijnRechten rechten)
    {
        var leiden = rechten.Mag("bvm:besluitvorming.leiden");
        return (leiden || rechten.Mag("bvm:besluitvorming.bijwerken"), leiden, rechten.Mag("bvm:besluitvorming.stemmen"));
    }

    /// <summary>What can be chosen at an item: minutes that are proposed, and the figures that it can decide on.</summary>
    public static async Task<(IReadOnlyList<Choice> Notulen, IReadOnlyList<Choice> Onderwerpen)> KeuzesBijPuntAsync(this Scherm scherm,
        Guid vergadering)
    {
        var cancel = scherm.Afgebroken;
        var vergaderingen = (await scherm.Zgw.Lijst<Vergadering>(cancel)).Waarde?.Results ?? [];
        var notulen = (await scherm.Zgw.Lijst<Notulen>(cancel)).Waarde?.Results ?? [];
        var rapporten = (await scherm.Zgw.Lijst<Kwartaalrapport>(cancel)).Waarde?.Results ?? [];
        var begrotingen = (await scherm.Zgw.Lijst<Begroting>(cancel)).Waarde?.Results ?? [];
        return ([new("", "Nee"), .. notulen.Where(n => n.Status != "vastgesteld" && Termen.Sleutel(n.Vergadering) != vergadering)
            .Select(n =>
                new Choice(n.Url.ToString(), vergaderingen.FirstOrDefault(v => v.Url == n.Vergadering)?.Titel ?? "Notulen"))],
            [new("", "Geen cijfers"),
                .. rapporten.Select(r => new Choice(r.Url.ToString(), "Kwartaalrapport " + Tekens.Kwartaal(r.Periode))),
                .. begrotingen.Select(b => new Choice(b.Url.ToString(), b.Naam))]);
    }

    /// <summary>The rules in force on a day; null when there are none.</summary>
    public static async Task<Regelset?> RegelsOpAsync(this Scherm scherm, DateOnly dag) =>
        (await scherm.Zgw.Lijst<Regelset>(scherm.Afgebroken)).Waarde?.Results.Where(r => r.GeldigVanaf <= dag).MaxBy(r => r.GeldigVanaf);

    /// <summary>For which members the user may act: in a meeting, or in a vote outside one.
    /// The member that it represents comes first.</summary>
    public static async Task<IReadOnlyList<Mandaat>> MandatenAsync(this Scherm scherm, IReadOnlyList<Lid> leden, DateOnly dag,
        string waarvoor, Uri url)
    {
        string Naam(Uri lid) => leden.FirstOrDefault(l => l.Url == lid)?.Naam ?? "Onbekend lid";
        var eigen = (await scherm.VertegenwoordigtAsync(dag)).Select(v => new Mandaat(v.Lid, Naam(v.Lid), null)).ToList();
        if (scherm.Wie().Length == 0) return eigen;
        var antwoord = await scherm.Zgw.Lijst<Volmacht>(scherm.Afgebroken, ("gemachtigde", scherm.Wie()), (waarvoor, url.ToString()));
        var volmachten = antwoord.Gelukt(out var lijst) ? lijst.Results.Where(v => v.IngetrokkenOp is null) : [];
        return [.. eigen, .. volmachten.Where(v => eigen.TrueForAll(e => e.Lid != v.Gever))
            .Select(v => new Mandaat(v.Gever, Naam(v.Gever), v))
            .OrderBy(m => m.Naam, StringComparer.Ordinal)];
    }
}

/// <summary>The version of what a register gives none of.</summary>
internal static class Versiewegen
{
    /// <summary>A short text that changes when anything of these does.</summary>
    public static string Van(object? feiten) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(feiten)))[..16];
}
