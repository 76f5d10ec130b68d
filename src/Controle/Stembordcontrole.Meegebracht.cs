using System.Globalization;
using System.Text.Json;
using static Brink.Controle.Vorm;

namespace Brink.Controle;

// What somebody brings to the check: an older copy of the board, a receipt, the code of a ballot, what was read out.
public sealed partial class Stembordcontrole
{
    private void Mis(string wat) => fouten.Add((null, wat));

    // To a board is only added: an older copy is its beginning.
    private void Vergelijk(string formaat, List<Regel> regels, string eerder)
    {
        List<(int Nr, string Soort, string Inhoud, string Vorige, string Hash)> oud;
        try
        {
            using var document = JsonDocument.Parse(eerder, Streng);
            Velden(document.RootElement, "formaat", "regels");
            if (Tekst(document.RootElement, "formaat") != formaat) throw new Fout("een ander formaat");
            oud = [.. document.RootElement.GetProperty("regels").EnumerateArray().Select(r =>
            {
                Velden(r, "nr", "soort", "inhoud", "vorige", "hash");
                return (Geheel(r.GetProperty("nr")), Tekst(r, "soort"), Tekst(r, "inhoud"), Tekst(r, "vorige"), Tekst(r, "hash"));
            })];
        }
        catch (Exception e) when (e is Fout || Vormfout(e))
        {
            Mis("Het bestand dat u eerder bewaarde, is geen bord van deze vorm."); return;
        }
        var anders = oud.Index()
            .Where(o => o.Index >= regels.Count || o.Item != (regels[o.Index].Nr, regels[o.Index].Soort, regels[o.Index].Inhoud,
            regels[o.Index].Vorige,
            regels[o.Index].Hash)).Select(o => o.Index).FirstOrDefault(-1);
        if (oud.Count == 0) Mis("Het bord dat u eerder bewaarde, is leeg: daarmee is niets te vergelijken.");
        else if (anders >= 0) Mis($"Dit bord is niet het vervolg van het bord dat u eerder bewaarde: regel {anders} is veranderd of weg.");
        else goed.Add($"De {oud.Count} regels van het bord dat u eerder bewaarde, staan er nog precies zo.");
    }

    // The line that a voter was told of when the ballot was cast.
    private void Vind(List<Regel> regels, string ontvangst)
    {
        if (Ontvangstdelen(ontvangst) is not var (nr, kort))
            Mis($"Een ontvangstbewijs is het nummer van de regel, een dubbele punt, en minstens {KortsteCode} tekens van haar hash.");
        else if (nr >= regels.Count || regels[nr].Soort != "biljet" || !regels[nr].Hash.StartsWith(kort, StringComparison.Ordinal))
            Mis($"Regel {nr} is niet het biljet van uw ontvangstbewijs. Het bord is veranderd nadat u stemde.");
        else goed.Add($"Regel {nr} is het biljet van uw ontvangstbewijs.");
    }

    private void Zoek(List<Regel> regels, Dictionary<string, Regel> geldig, string volgcode)
    {
        if (Kort(volgcode) is not { } kort)
        {
            Mis($"Een volgcode heeft minstens {KortsteCode} tekens (0-9 en a-f). Neem haar over uit het bestand dat u bewaarde.");
            return;
        }
        // An opened ballot has the code that it had when it was made.
        if (regels.Find(r => r.Soort == "geopend" && Sha256(Geschreven.Biljet(r.Json.GetProperty("biljet")))
            .StartsWith(kort, StringComparison.Ordinal)) is { } open)
        {
            goed.Add($"Het biljet met volgcode {kort} is geopend op regel {open.Nr}. Het was een proef en telt niet mee.");
        }
        else if (regels.Find(r => r.Soort == "biljet" && Sha256(r.Inhoud).StartsWith(kort, StringComparison.Ordinal)) is not { } gevonden)
        {
            Mis($"Er staat geen biljet met volgcode {kort} op het bord.");
        }
        else if (!geldig.ContainsValue(gevonden))
        {
            goed.Add($"Het biljet met volgcode {kort} staat op regel {gevonden.Nr} en telt NIET mee: het is later door een ander biljet "
            + $"vervangen, op regel "
                + $"{geldig[Tekst(gevonden.Json, "lid")].Nr}. Deed u dat niet zelf, meld het dan bij het secretariaat.");
        }
        else
        {
            goed.Add($"Het biljet met volgcode {kort} staat op regel {gevonden.Nr} en telt mee.");
        }
    }

    private void Voorgelezen(string wat, string? hash, string getypt)
    {
        if (Kort(getypt) is not { } kort) Mis($"Typ minstens {KortsteCode} tekens (0-9 en a-f) van het {wat} dat is voorgelezen.");
        else if (hash is null || !hash.StartsWith(kort, StringComparison.Ordinal))
            Mis($"Dit is niet het bord waarvan het {wat} is voorgelezen. Vertrouw dit bestand niet.");
        else goed.Add($"Het {wat} is wat u typte.");
    }

    /// <summary>Whether something can be a code, or the beginning of a hash that was read out.</summary>
    public static bool IsCode(string getypt) => Kort(getypt) is not null;

    /// <summary>Whether something can be what a voter got when its ballot was cast.</summary>
    public static bool IsOntvangst(string getypt) => Ontvangstdelen(getypt) is not null;

    private static (int Nr, string Kort)? Ontvangstdelen(string getypt) => getypt.Split(':', 2) is [var voor, var na] && voor.Trim()
        .Length <= 9
        && int.TryParse(voor.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var nr) && Kort(na) is { } kort
            ? (nr, kort) : null;

    // Two ballots with the same short beginning are found in seconds; with these many signs nobody finds them.
    private static string? Kort(string getypt) =>
        string.Concat(getypt.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToLowerInvariant() is { Length: >= KortsteCode and <= 64 } kort
            && kort.All(char.IsAsciiHexDigitLower) ? kort : null;
}
