using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Brink.Engine;

/// <summary>
/// Slows guessing of tokens. Each client at each address has so many wrong tokens to spend, which come back one by one;
/// with none left its tokens are not looked at for a while. Whoever uses another client from the same address,
/// or the same client from another, notices nothing.
/// </summary>
internal sealed class Gissen(TimeProvider clock)
{
    private const int Most = 10_000;
    private const double Burst = 20;
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(5), Quiet = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Tenant, string Client, string Address), Purse> purses = new();

    private sealed class Purse
    {
        public double Left { get; set; } = Burst;
        public DateTimeOffset At { get; set; }
        public DateTimeOffset Told { get; set; } = DateTimeOffset.MinValue;
        public int Untold { get; set; }
    }

    /// <summary>Where a request comes from, as far as it counts; null for one from within this process. Of IPv6 the network,
    /// for one subscriber has many addresses.</summary>
    public static string? From(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8))
            + "/64" : address.ToString();
    }

    /// <summary>How long a client at an address must wait; null when it need not.</summary>
    public TimeSpan? Wait(string tenant, string client, string address)
    {
        if (!purses.TryGetValue((tenant, client, address), out var purse)) return null;
        lock (purse)
        {
            Refill(purse);
            return purse.Left >= 1 ? null : Back * (1 - purse.Left);
        }
    }

    /// <summary>How many clients and addresses are remembered.</summary>
    public int Known => purses.Count;

    /// <summary>Takes note of a wrong token. How many there were since it was last told of; 0 when it need not be told now.</summary>
    public int Failed(string tenant, string client, string address)
    {
        if (purses.Count >= Most) Forget();
        var purse = purses.GetOrAdd((tenant, client, address), _ => new Purse { At = clock.GetUtcNow() });
        lock (purse)
        {
            Refill(purse);
            purse.Left = Math.Max(0, purse.Left - 1);
            purse.Untold++;
            if (purse.Told + Quiet > purse.At) return 0;
            var count = purse.Untold;
            (purse.Told, purse.Untold) = (purse.At, 0);
            return count;
        }
    }

    private void Refill(Purse purse)
    {
        var now = clock.GetUtcNow();
        purse.Left = Math.Min(Burst, purse.Left + Math.Max(0, (now - purse.At) / Back));
        purse.At = now;
    }

    // The half that was quiet the longest goes: whoever guesses now stays known.
    private void Forget()
    {
        foreach (var (key, _) in purses.OrderBy(p => p.Value.At).Take(Most / 2).ToList()) purses.TryRemove(key, out _);
    }
}
