using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Beheer;

/// <summary>Messages and notifications: what went out, what waits, and what went wrong.</summary>
public static class Declaratie
{
    public static readonly App App = new("beheer", typeof(Declaratie).Assembly)
    {
        Menu =
        [
            new("/beheer/berichten", "Berichten", "ber:berichten.lezen ber:berichten.beheren", Onder: "Post"),
            new("/beheer/notificaties", "Notificaties", "nrc:notificaties.beheren", Onder: "Beheer"),
        ],
        Tegels =
        [
            new(Vak.Wacht, "ber:berichten.lezen ber:berichten.beheren", Mijnwerk.BerichtenAsync), new(Vak.Wacht, "nrc:notificaties.beheren", Mijnwerk.NotificatiesAsync),
        ],
        Wegen = wegen =>
        {
            wegen.MapPost("/{organisatie}/beheer/notificaties/doe", Afleveringen.DoeAsync);
            wegen.MapPost("/{organisatie}/beheer/berichten/doe", Berichtwegen.DoeAsync);
            wegen.MapGet("/{organisatie}/beheer/berichten/{uuid:guid}/bericht.eml", Berichtwegen.EmlAsync);
            wegen.MapGet("/{organisatie}/beheer/berichten/klaargezet.zip", Berichtwegen.AlleEmlAsync);
        },
    };
}
