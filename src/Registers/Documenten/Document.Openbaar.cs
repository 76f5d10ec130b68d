using Brink.Engine;

namespace Brink.Registers.Documenten;

public sealed partial record Enkelvoudiginformatieobject
{
    /// <summary>The name to save the content under.</summary>
    internal string Downloadnaam => Bestandsnaam.Length > 0 ? Bestandsnaam : Titel;

    private bool IsAf => Status is not (Documentstatus.InBewerking or Documentstatus.TerVaststelling) && InhoudIsVervallen is not true;

    // By nothing of a document that is confidential, or not done, may anyone find what it belongs to.
    private static string? Zoekbaar(Enkelvoudiginformatieobject e) =>
        e.Vertrouwelijkheidaanduiding == Registers.Vertrouwelijkheidaanduiding.Openbaar && e.IsAf
            ? Zoektaal.Vouw(e.Titel, e.Beschrijving) : null;

    /// <summary>Of these documents those that anyone may have: not confidential, done, and here with their content.</summary>
    internal static async ValueTask<Dictionary<Guid, Enkelvoudiginformatieobject>> VoorIedereen(Session session,
        IEnumerable<Ref<Enkelvoudiginformatieobject>> welke)
    {
        var genoemd = welke.Where(d => d.IsLocal).Select(d => (object)d.Uuid).Distinct().ToList();
        return genoemd.Count == 0 ? [] : (await session.Find<Enkelvoudiginformatieobject>(q => q.In("uuid", genoemd)
                .Is("niveau", (int)Registers.Vertrouwelijkheidaanduiding.Openbaar)))
            .Where(d => d.IsAf && d.Inhoud is not null)
            .ToDictionary(d => d.Uuid);
    }

    /// <summary>The content of this version; null when there is none.</summary>
    internal async ValueTask<Blob?> Download(Session session) =>
        (await Documentversie.Van(session, Ref<Enkelvoudiginformatieobject>.To(Uuid), Versie))?.Sha256 is { } som
            ? new Blob(som, Downloadnaam) : null;
}
