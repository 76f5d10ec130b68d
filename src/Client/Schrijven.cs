using System.Globalization;
using System.Text.Json.Nodes;

namespace Brink.Client;

/// <summary>The lock on a document: what must go along with a change.</summary>
public sealed record Documentslot(string Lock);

/// <summary>Making and changing, in the words of the standard. Only below this organisation: our token goes along.</summary>
public sealed partial class ZgwClient
{
    private static readonly Fout Elders = new(404, "extern", "The resource is kept by another server.", []);

    /// <summary>The zaken of a zaaktype that are not closed, the newest first, with their status, objects and roles.</summary>
    public Task<Antwoord<Lijst<Zaak>>> OpenZakenAsync(Uri zaaktype, CancellationToken cancel) => AllesAsync<Zaak>(Zaken + "zaken", VanType(zaaktype, open: true), cancel);

    /// <summary>A page of the closed zaken of a zaaktype, the newest first; 404 beyond the last.</summary>
    public Task<Antwoord<Lijst<Zaak>>> GeslotenZakenAsync(Uri zaaktype, int pagina, CancellationToken cancel) => GetAsync<Lijst<Zaak>>(
        Zaken + "zaken", [.. VanType(zaaktype, open: false), new("page", pagina.ToString(CultureInfo.InvariantCulture))], cancel);

    private static KeyValuePair<string, string?>[] VanType(Uri zaaktype, bool open) =>
        [new("zaaktype", zaaktype.ToString()), new("expand", "status.statustype,zaakobjecten,rollen"), new("ordering", "-startdatum"),
            new("einddatum__isnull", open ? "true" : "false")];

    /// <summary>Makes a resource in the collection at a path such as <c>zaken/api/v1/statussen</c>.</summary>
    public Task<Antwoord<T>> MaakAsync<T>(string pad, JsonObject velden, CancellationToken cancel) where T : class => StuurAsync<T>(HttpMethod.Post, pad, velden, cancel);

    /// <summary>Changes fields of a resource.</summary>
    public Task<Antwoord<JsonObject>> WijzigAsync(Uri url, JsonObject velden, CancellationToken cancel) =>
        IsHier(url) ? StuurAsync<JsonObject>(HttpMethod.Patch, url.ToString(), velden, cancel) : Task.FromResult(new Antwoord<JsonObject>(null, Elders));

    /// <summary>Deletes a resource. Null when that is done.</summary>
    public Task<Fout?> VerwijderAsync(Uri url, CancellationToken cancel) => IsHier(url) ? DoeAsync(HttpMethod.Delete, url.ToString(), cancel) : Task.FromResult<Fout?>(Elders);

    /// <summary>One document, in the newest version or in an older one.</summary>
    public Task<Antwoord<Informatieobject>> DocumentAsync(Uri document, int? versie, CancellationToken cancel) =>
        IsHier(document) ? GetAsync<Informatieobject>(document.ToString(), Versie(versie), cancel) : Task.FromResult(new Antwoord<Informatieobject>(null, Elders));

    /// <summary>The content of a document in one version, whole and at most so many bytes.</summary>
    public async Task<Antwoord<byte[]>> InhoudAsync(Uri document, int? versie, int meest, CancellationToken cancel)
    {
        if (!IsHier(document)) return new(null, Elders);
        var antwoord = await BestandAsync($"{document}/download{(versie is { } v ? "?versie=" + v.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")}", cancel);
        if (!antwoord.Gelukt(out var bestand)) return new(null, antwoord.Fout);
        using (bestand)
        {
            await using var stroom = await bestand.OpenAsync(cancel);
            using var inhoud = new MemoryStream();
            var deel = new byte[81920];
            for (int gelezen; (gelezen = await stroom.ReadAsync(deel.AsMemory(), cancel)) > 0;)
            {
                if (inhoud.Length + gelezen > meest) return new(null, new(413, "te-groot", "Dit document is te groot om over te nemen.", []));
                inhoud.Write(deel, 0, gelezen);
            }
            return new(inhoud.ToArray(), null);
        }
    }

    /// <summary>Locks a document, so that nobody else changes it.</summary>
    public Task<Antwoord<Documentslot>> VergrendelAsync(Uri document, CancellationToken cancel) =>
        IsHier(document) ? StuurAsync<Documentslot>(HttpMethod.Post, document + "/lock", new JsonObject(), cancel) : Task.FromResult(new Antwoord<Documentslot>(null, Elders));

    /// <summary>Gives the lock back. Null when that is done.</summary>
    public Task<Fout?> OntgrendelAsync(Uri document, string slot, CancellationToken cancel) =>
        IsHier(document) ? DoeAsync(HttpMethod.Post, document + "/unlock", cancel, new JsonObject { ["lock"] = slot }) : Task.FromResult<Fout?>(Elders);

    private static KeyValuePair<string, string?>[] Versie(int? versie) =>
        versie is { } v ? [new("versie", v.ToString(System.Globalization.CultureInfo.InvariantCulture))] : [];

    private bool IsHier(Uri url) => url.IsAbsoluteUri && http.BaseAddress!.IsBaseOf(url);
}
