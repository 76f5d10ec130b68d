namespace Brink.Engine;

/// <summary>How many typing errors lie between two words.</summary>
internal static class Zoekafstand
{
    /// <summary>The least number of letters to put in, take out, change or swap with the next.</summary>
    public static int Van(string een, string ander)
    {
        if (Math.Abs(een.Length - ander.Length) > 2) return int.MaxValue;
        var rijen = new int[een.Length + 1, ander.Length + 1];
        for (var i = 0; i <= een.Length; i++) rijen[i, 0] = i;
        for (var j = 0; j <= ander.Length; j++) rijen[0, j] = j;
        for (var i = 1; i <= een.Length; i++)
        {
            for (var j = 1; j <= ander.Length; j++)
            {
                var gelijk = een[i - 1] == ander[j - 1];
                rijen[i, j] = Math.Min(Math.Min(rijen[i - 1, j], rijen[i, j - 1]) + 1, rijen[i - 1, j - 1] + (gelijk ? 0 : 1));
                if (i > 1 && j > 1 && een[i - 1] == ander[j - 2] && een[i - 2] == ander[j - 1])
                    rijen[i, j] = Math.Min(rijen[i, j], rijen[i - 2, j - 2] + 1);
            }
        }
        return rijen[een.Length, ander.Length];
    }
}
