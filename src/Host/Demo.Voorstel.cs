using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Brink.Apps.Collegevoorstel;
using Brink.Apps.Kern;
using Brink.Client;
using Brink.Engine;

namespace Brink.Host;

/// <summary>
/// Plays a proposal to the college of the demonstration: the same deeds as on the screens,
/// by the same personas with the rights that they have, on the days that the file says.
/// </summary>
internal static class DemoVoorstel
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Plays a file. Throws when a deed is refused.</summary>
    public static async Task Speel(JsonObject bestand, string organisatie, JsonArray medewerkers, InProcessClients clients,
        Afspraken afspraken, TimeProvider klok)
    {
        if (bestand["wacht"] is { } op) await afspraken.Wacht(op.GetValue<string>());
        // Whoever is loaded without its cooperative has no agenda to prepare for.
        var beheerder = new Persona("inrichting", organisatie, "Inrichting", Tekst(medewerkers[0]!.AsObject(), "rol"), "").AlsGebruiker();
        if (clients.Cooperatie(organisatie, beheerder) is not { } ver
            || !(await ver.Zgw.Lijst<Brink.Client.Vergadering>(CancellationToken.None, ("ordering", "-datum")))
            .Gelukt(out var alle))
        {
            return;
        }
        var dag = DutchClock.Day(Moment(Tekst(bestand, "vergadering"), klok));
        if (alle.Results.FirstOrDefault(v => v.Datum == dag) is not { } vergadering) return;
        Guid? zaak = null;
        foreach (var stap in bestand["stappen"]!.AsArray().OfType<JsonObject>())
        {
            var id = Tekst(stap, "wie");
            var m = medewerkers.First(x => Tekst(x!.AsObject(), "id") == id)!.AsObject();
            var wie = new Persona(id, organisatie, Tekst(m, "naam"), Tekst(m, "rol"), "").AlsGebruiker();
            var zgw = clients.For(organisatie, wie);
            var bureau = new Bureau(zgw, clients.Cooperatie(organisatie, wie), new(id, Tekst(m, "naam"), Tekst(m, "rol")),
                new Dag(Moment(Tekst(stap, "op"), klok)),
                CancellationToken.None);
            if (Tekst(stap, "doe") == "begin")
            {
                var begonnen = await bureau.BeginAsync(Lees(stap["nota"]!, klok));
                zaak = begonnen.Gelukt(out var gemaakt) ? gemaakt.Uuid : throw Geweigerd(bestand, stap, begonnen.Fout!);
                continue;
            }
            var antwoord = await Dossier.HaalAsync(zgw, zaak!.Value, CancellationToken.None);
            if (!antwoord.Gelukt(out var d)) throw Geweigerd(bestand, stap, antwoord.Fout!);
            if (await Doe(stap, bureau, d, vergadering) is { } fout) throw Geweigerd(bestand, stap, fout);
        }
        if (bestand["meld"] is { } mijlpaal) afspraken.Meld(mijlpaal.GetValue<string>());
    }

    private static async Task<Fout?> Doe(JsonObject stap, Bureau bureau, Dossier d, Brink.Client.Vergadering vergadering)
    {
        Guid Stap() => Guid.Parse(d.Stappen.First(s => s.Naam == Tekst(stap, "stap")).Url!.Segments[^1]);
        switch (Tekst(stap, "doe"))
        {
            case "neem over":
                var kies = (stap["bijlagen"] as JsonArray)?.Select(b => b!.GetValue<string>()).ToList();
                return await bureau.NeemOverAsync(d, vergadering, kies is null ? null : s => kies.Contains(s.Bijlage ?? ""), d.Versie);
            case "bijlage":
                return await bureau.VoegBijlageToeAsync(d, "", Tekst(stap, "titel"), Tekst(stap, "bestandsnaam"), "text/plain",
                    Encoding.UTF8.GetBytes(Tekst(stap, "tekst")),
                    d.Versie);
            case "standpunten":
                var standen = stap["standpunten"]!.AsObject();
                return await bureau.BewaarAsync(d, d.Nota!.Inhoud with
                {
                    Standpunten = [.. d.Nota.Inhoud.Standpunten.Select(s =>
                        standen[s.Nummer.ToString(CultureInfo.InvariantCulture)] is JsonArray een
                        ? s with { Positie = een[0]!.GetValue<string>(), Opmerking = een[1]!.GetValue<string>() } : s)],
                }, d.Versie);
            case "bied aan":
                return await bureau.BiedAanAsync(d);
            case "haal weg":
                return await bureau.HaalStapWegAsync(d, Stap());
            case "zet":
                return await bureau.ZetAsync(d, Stap(), stap["uitkomst"] is null ? "akkoord" : Tekst(stap, "uitkomst"),
                    Tekst(stap, "opmerking"), d.Sha256);
            case "besluit":
                return await bureau.BesluitAsync(d, Tekst(stap, "uitkomst"), Datum(stap, "datum"), Datum(stap, "definitief"),
                    Tekst(stap, "opmerking"), d.Sha256);
            case "maak openbaar":
                return await bureau.MaakOpenbaarAsync(d, d.Sha256);
            case "naar de raad":
                return await bureau.NaarDeRaadAsync(d, Tekst(stap, "soort"), Tekst(stap, "titel"), Tekst(stap, "opmerking"),
                    Datum(stap, "termijn"));
            case "geef volmacht":
                return await bureau.GeefVolmachtAsync(d);
            case "sluit":
                return await bureau.SluitAsync(d);
            default:
                throw new InvalidDataException($"De voorbeeldgegevens noemen de stap '{Tekst(stap, "doe")}', die niet bestaat.");
        }
    }

    private static Nota Lees(JsonNode nota, TimeProvider klok)
    {
        var met = nota.DeepClone().AsObject();
        if (met["collegedatum"] is { } dag)
            met["collegedatum"] = DutchClock.Day(Moment(dag.GetValue<string>(), klok)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return met.Deserialize<Nota>(Json)!;
    }

    // A day of long ago, or so many days from today.
    private static DateTimeOffset Moment(string tekst, TimeProvider klok)
    {
        if (!tekst.StartsWith("vandaag", StringComparison.Ordinal))
            return DateTimeOffset.Parse(tekst, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var dagen = tekst.Length > 7 ? int.Parse(tekst.AsSpan(7), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        return klok.GetUtcNow().AddDays(dagen);
    }

    private static DateOnly? Datum(JsonObject stap, string veld) => stap[veld] is { } dag
        ? DateOnly.Parse(dag.GetValue<string>(), CultureInfo.InvariantCulture) : null;

    private static string Tekst(JsonObject stap, string veld) => stap[veld]?.GetValue<string>() ?? "";

    private static InvalidOperationException Geweigerd(JsonObject bestand, JsonObject stap, Fout fout) => new(
        $"De voorbeeldgegevens konden niet worden geladen: van collegevoorstel '{bestand["naam"]}' werd de stap '{Tekst(stap, "doe")}' van {Tekst(stap, "op")} geweigerd met "
            + $"{fout.Status} {fout.Code}. {fout.Detail} {string.Join(" ", fout.Parameters.Select(p => $"{p.Name}: {p.Reason}"))}");

    // Time goes on within a step: two statuses of one zaak are never set at the same moment.
    private sealed class Dag(DateTimeOffset nu) : TimeProvider
    {
        private int gevraagd;
        public override DateTimeOffset GetUtcNow() => nu.AddMilliseconds(gevraagd++);
    }
}
