using Brink.Engine;

namespace Brink.Registers.Zaken;

// When a status was reached, and what that means for the zaak.
public sealed partial record Status
{
    /// <summary>How far the clock of a client may be ahead.</summary>
    private static readonly TimeSpan Speling = TimeSpan.FromMinutes(5);

    /// <summary>Zaken that began before the first version of the standard was in use come out of older systems,
    /// whose statuses can be older than what was taken over as their startdatum. Their history is kept as it is, with a warning.</summary>
    private static readonly DateOnly Standaard = new(2020, 1, 1);

    /// <summary>Reports a moment that is still to come: what is told of it, cannot be known yet.</summary>
    internal static void NietInToekomst(Change c, string veld, DateTimeOffset moment)
    {
        if (moment > c.Now + Speling) c.Fault(veld, "date-in-future", "Dit tijdstip mag niet in de toekomst liggen.");
    }

    private static async ValueTask MomentKan(Change<Status> c)
    {
        c.New.DatumStatusGezet = c.New.DatumStatusGezet.AddTicks(-(c.New.DatumStatusGezet.Ticks % TimeSpan.TicksPerMicrosecond));
        // as it is kept
        NietInToekomst(c, "datumStatusGezet", c.New.DatumStatusGezet);
        if (await c.Get(c.New.Zaak) is not { } zaak) return;
        if (DutchClock.Day(c.New.DatumStatusGezet) < zaak.Startdatum)
        {
            if (zaak.Startdatum >= Standaard)
            {
                c.Fault("datumStatusGezet", "date-before-startdatum",
                    $"De zaak begon op {Stored.Text(zaak.Startdatum)}. Kies een tijdstip op of na die dag.");
            }
            else
            {
                c.Warning = "De status ligt voor de startdatum van de zaak.";
            }
        }
        // Whatever is later than the latest is not there yet, and most are.
        if (await Vorige(c) is { } vorige && vorige.DatumStatusGezet >= c.New.DatumStatusGezet
            && (await c.Find<Status>(q => q.Is("zaak", c.New.Zaak)))
            .Any(s => Stored.Text(s.DatumStatusGezet) == Stored.Text(c.New.DatumStatusGezet)))
        {
            c.Fault("datumStatusGezet", "unique",
                "Op dit tijdstip heeft de zaak al een status. Welke van de twee de laatste is, moet aan het tijdstip te zien zijn.");
        }
    }

    // A status that is older than the latest is history: it neither closes the zaak nor opens it.
    private static async ValueTask KanAfsluiten(Change<Status> c)
    {
        if (await c.Get(c.New.Statustype) is not { } type || await c.Get(c.New.Zaak) is not { } zaak) return;
        if (await Vorige(c) is { } vorige && vorige.DatumStatusGezet > c.New.DatumStatusGezet)
        {
            if (type.IsEindstatus != zaak.Einddatum is not null)
                c.Warning = $"De zaak blijft {(zaak.Einddatum is null ? "open" : "gesloten")}: ze heeft een latere status.";
        }
        else if (type.IsEindstatus)
        {
            await zaak.ControleerAfsluiten(c);
        }
        else
        {
            await zaak.ControleerHeropenen(c);
        }
    }

    private static async ValueTask<Status?> Vorige(Change<Status> c) => (await c.Get(c.New.Zaak))?.Status is { } laatste
        ? await c.Get(laatste) : null;
}
