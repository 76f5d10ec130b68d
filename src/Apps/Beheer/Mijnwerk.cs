namespace Brink.Apps.Beheer;

/// <summary>What of messages and notifications asks for attention, for the start page.</summary>
internal static class Mijnwerk
{
    /// <summary>The messages that could not be sent.</summary>
    public static async Task<Antwoord<IReadOnlyList<Werk>>> BerichtenAsync(Scherm scherm)
    {
        var antwoord = await scherm.Zgw.Lees<Berichtenstand>(Plek.Van<Bericht>("stand"), scherm.Afgebroken);
        return Stand(antwoord.Fout, antwoord.Waarde?.Mislukt ?? 0, "bericht is mislukt", "berichten zijn mislukt", "/beheer/berichten");
    }

    /// <summary>The work in the background that failed too often.</summary>
    public static async Task<Antwoord<IReadOnlyList<Werk>>> JobsAsync(Scherm scherm)
    {
        var antwoord = await scherm.Zgw.Lees<Lijst<Job>>("beheer/jobs", scherm.Afgebroken, ("stand", "geparkeerd"));
        return Stand(antwoord.Fout, antwoord.Waarde?.Count ?? 0, "klus op de achtergrond is mislukt",
            "klussen op de achtergrond zijn mislukt", "/beheer/jobs");
    }

    private static Antwoord<IReadOnlyList<Werk>> Stand(Fout? fout, int aantal, string een, string meer, string pad) =>
        fout is not null ? new(null, fout) : new(aantal > 0 ? [new Werk(Woorden.Aantal(aantal, een, meer), pad)] : [], null);
}
