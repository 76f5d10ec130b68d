using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

// A secret vote of which the key was made in a ceremony: the holders of the meeting open its outcome, k of n.
public sealed partial record Stemming
{
    /// <summary>Whether the key came from a ceremony. Of an old vote it did not: what single holders were handed,
    /// could be made up.</summary>
    internal bool MetCeremonie => Ceremonie is { IsEmpty: false };

    private static async ValueTask CeremonieHoortErbij(Change<Stemming> c)
    {
        var s = c.New;
        if (c.Deleting || s.Ceremonie is not { IsEmpty: false } verwijzing || await c.Get(verwijzing) is not { } ceremonie) return;
        if (s.Modus != Stemmodus.Geheim) c.Fault("ceremonie", "c11-stemming", "Alleen een geheime stemming heeft sleutelhouders.");
        if (s.Agendapunt is { IsEmpty: false } p && await c.Get(p) is { } punt && punt.Vergadering.Uuid != ceremonie.Vergadering.Uuid)
            c.Fault("ceremonie", "c11-stemming", "Deze sleutel is voor een andere vergadering gemaakt.");
        if (ceremonie.Status != Ceremoniestatus.Klaar)
        {
            c.Fault("ceremonie", "c11-stemming", ceremonie.Ronde > 0 || ceremonie.Status == Ceremoniestatus.Opgezet
                ? "Deze sleutel is nog niet klaar. Wacht tot alle houders hem hebben aanvaard."
                : "Deze sleutel is niet meer te gebruiken. Begin een nieuwe ceremonie.");
        }
        if (ceremonie.KandidaatOnder(s.Opties) is { } wie)
        {
            c.Fault("opties", "c11-kandidaat",
                $"{wie} is sleutelhouder van deze vergadering, en kan niet ook kandidaat zijn. Begin een nieuwe ceremonie zonder {wie}.");
        }
    }
}
