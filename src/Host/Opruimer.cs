using Brink.Engine;
using Brink.Registers;
using Brink.Registers.Documenten;

namespace Brink.Host;

/// <summary>Removes content to which no document refers any more: every hour what was noted,
/// and once a day (the first time soon after the start) it looks through all content.</summary>
public sealed partial class Opruimer(IReadOnlyDictionary<string, Tenant> tenants, Settings settings, ILogger<Opruimer> logger)
    : BackgroundService
{
    private static readonly TimeSpan Begin = TimeSpan.FromMinutes(10);
    private const int RondesPerDag = 24;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(Begin, stoppingToken);
        using var klok = new PeriodicTimer(TimeSpan.FromHours(1));
        var ronde = 0;
        do
        {
            foreach (var tenant in tenants.Values.Where(t => t.Closed is null))
            {
                try
                {
                    var bedenktijd = TimeSpan.FromHours(settings.Bestanden.OpruimenNaUren);
                    var weg = await Opruiming.Ruim(tenant, Onderlaag.Model, bedenktijd, ronde % RondesPerDag == 0, TimeProvider.System,
                        cancel: stoppingToken);
                    if (weg > 0) LogRemoved(logger, tenant.Organisatie.Id, weg);
                }
                catch (OpruimenGeweigerdException e) { LogRefused(logger, tenant.Organisatie.Id, e.Message); }
                catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    LogFailed(logger, e, tenant.Organisatie.Id); // the next round tries again
                }
            }
            ronde++;
        }
        while (await klok.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "{Organisatie}: {Aantal} bestanden opgeruimd waar geen document meer naar verwees")]
    private static partial void LogRemoved(ILogger logger, string organisatie, int aantal);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: {Waarom}")]
    private static partial void LogRefused(ILogger logger, string organisatie, string waarom);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Organisatie}: opruimen van bestanden is mislukt")]
    private static partial void LogFailed(ILogger logger, Exception e, string organisatie);
}
