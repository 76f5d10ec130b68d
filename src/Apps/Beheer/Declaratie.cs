using Microsoft.AspNetCore.Builder;

namespace Brink.Apps.Beheer;

/// <summary>Messages, notifications and other work in the background: what was done, what waits, and what went wrong.</summary>
public static class Declaratie
{
    public static readonly App App = new("beheer", typeof(Declaratie).Assembly)
    {
        Menu =
        [
            new("/beheer/berichten", "Berichten", "ber:berichten.lezen ber:berichten.beheren", Onder: "Post"),
            new("/beheer/notificaties", "Notificaties", "nrc:notificaties.beheren", Onder: "Beheer"),
            new("/beheer/jobs", "Werk op de achtergrond", "nrc:notificaties.beheren ber:berichten.beheren", Onder: "Beheer"),
            new("/beheer/bundel", "Configuratie verplaatsen", "bdl", Onder: "Beheer"),
        ],
        Tegels =
        [
            new(Vak.Wacht, "ber:berichten.lezen ber:berichten.beheren", Mijnwerk.BerichtenAsync),
            new(Vak.Wacht, "nrc:notificaties.beheren", Mijnwerk.JobsAsync),
        ],
        Adres = [new("berichten/berichten", "/beheer/berichten/{0}")],
        Gedaan = new Dictionary<string, string>
        {
            ["opnieuw"] = "Het wordt opnieuw geprobeerd. Lukt het weer niet, dan ziet u dat hier.",
            ["alles"] = "De notificaties worden opnieuw verstuurd. Wat weer niet lukt, komt hier terug.",
            ["stop"] = "Het werk wordt gestopt. Dat kan een paar tellen duren.",
            ["vervallen"] = "Het werk is vervallen.",
            ["zelf-verzonden"] = "Het bericht staat nu als verzonden.",
            ["alle-opnieuw"] = "De berichten die waren mislukt, worden opnieuw verstuurd.",
            ["bundel"] = "De bundel is overgenomen.",
            ["proef"] = "Dit was een proef. Er is niets veranderd.",
            ["alle-zelf-verzonden"] = "De berichten staan nu als verzonden.",
        },
        Wegen = wegen =>
        {
            wegen.MapGet("/{organisatie}/beheer/berichten/{uuid:guid}/bericht.eml", Berichtwegen.EmlAsync);
            wegen.MapGet("/{organisatie}/beheer/berichten/klaargezet.zip", Berichtwegen.AlleEmlAsync);
            wegen.MapGet("/{organisatie}/beheer/bundel/bundel.zip", Bundelweg.GetAsync);
        },
    };
}
