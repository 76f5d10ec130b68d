using System.Net;
using System.Security.Claims;
using Brink.Apps.Kern;
using Brink.Host;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Brink.Tests;

/// <summary>The keys of cookies and secrets are in the database: nodes share them, a restart keeps them,
/// and what an older version had in a folder is taken over once.</summary>
public sealed class SleutelringTests
{
    private static Settings Settings(string store, string data)
    {
        Assert.SkipWhen(store == "postgres" && Stores.Postgres is null,
            "BRINK_TEST_POSTGRES is not set: no PostgreSQL to test on (./brink test starts one).");
        return new() { Data = data, Postgres = store == "postgres" ? Stores.Postgres : null };
    }

    // A cookie as the platform gives it to whoever steps in.
    private static string Cookie(IDataProtectionProvider keys, string organisatie)
    {
        var wie = new Persona("wie", organisatie, "Wie", "Behandelaar", "").AlsGebruiker();
        var format = new TicketDataFormat(keys.CreateProtector("Microsoft.AspNetCore.Authentication.Cookies.CookieAuthenticationMiddleware",
            CookieAuthenticationDefaults.AuthenticationScheme, "v2"));
        var nu = DateTimeOffset.UtcNow;
        var hoelang = new AuthenticationProperties { IssuedUtc = nu, ExpiresUtc = nu.AddHours(1) };
        return format.Protect(new AuthenticationTicket(wie, hoelang, CookieAuthenticationDefaults.AuthenticationScheme));
    }

    private static async Task<HttpStatusCode> Visit(HostProcess node, string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        http.DefaultRequestHeaders.Add("Cookie", "brink=" + cookie);
        using var answer = await http.GetAsync(new Uri(node.Base.TrimEnd('/')), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public void What_one_protects_another_reads_also_later_and_what_an_older_version_protected(string store)
    {
        var data = Directory.CreateTempSubdirectory("brink-sleutels-").FullName;
        try
        {
            var settings = Settings(store, data);
            var folder = Directory.CreateDirectory(Path.Combine(data, "sleutels"));
            var old = DataProtectionProvider.Create(folder, b => b.SetApplicationName("brink")).CreateProtector("proef")
                .Protect("van vroeger");
            var one = Sleutelring.Open(settings);
            Assert.Equal("van vroeger", one.Protector("proef").Unprotect(old));
            var now = one.Protector("proef").Protect("van nu");
            // Once: the folder is no longer where it was, and nothing else writes there.
            Assert.False(Directory.Exists(folder.FullName));
            Assert.Single(Directory.EnumerateFiles(folder.FullName + "-overgenomen", "key-*.xml"));
            var two = Sleutelring.Open(settings);
            Assert.Equal("van nu", two.Protector("proef").Unprotect(now));
            Assert.Equal("van vroeger", two.Protector("proef").Unprotect(old));
            Assert.Empty(Directory.EnumerateDirectories(data, "sleutels"));
            // Another purpose is another key.
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => two.Protector("iets anders").Unprotect(now));
            if (store == "sqlite" && !OperatingSystem.IsWindows())
                Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(Path.Combine(data, "platform.db")), 8));
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, true);
        }
    }

    [Fact]
    public async Task Keys_that_cannot_be_read_are_named_and_not_made_anew()
    {
        var data = Directory.CreateTempSubdirectory("brink-sleutels-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(data, "platform.db"), new string('x', 8192), TestContext.Current.CancellationToken);
            var why = Assert.Throws<InvalidDataException>(() => Sleutelring.Open(Settings("sqlite", data)));
            Assert.Contains(Path.Combine(data, "platform.db"), why.Message, StringComparison.Ordinal);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, true);
        }
    }

    [Theory, MemberData(nameof(Stores.All), MemberType = typeof(Stores))]
    public async Task A_cookie_is_good_at_every_node_and_after_a_restart(string store)
    {
        var name = "s" + Guid.NewGuid().ToString("N")[..20];
        var (data, other) = (Directory.CreateTempSubdirectory("brink-een-").FullName,
            Directory.CreateTempSubdirectory("brink-twee-").FullName);
        await using var one = new HostProcess(store, name, data);
        await using var two = new HostProcess(store, name, other); // a folder of its own: nothing but the database is shared
        try
        {
            var settings = Settings(store, data);
            await one.Start();
            var cookie = Cookie(Sleutelring.Open(settings).Provider(), name);
            var strange = Cookie(DataProtectionProvider.Create(Directory.CreateDirectory(Path.Combine(other, "vreemd")),
                b => b.SetApplicationName("brink")), name);
            Assert.Equal(HttpStatusCode.OK, await Visit(one, cookie));
            Assert.Equal(HttpStatusCode.Redirect, await Visit(one, strange));
            if (store == "postgres")
            {
                await two.Start();
                Assert.Equal(HttpStatusCode.OK, await Visit(two, cookie));
            }
            await one.Kill();
            await one.Start();
            Assert.Equal(HttpStatusCode.OK, await Visit(one, cookie));
            Assert.False(Directory.Exists(Path.Combine(data, "sleutels")));
        }
        finally
        {
            await one.Kill();
            await two.Kill();
            Directory.Delete(data, true);
            Directory.Delete(other, true);
            if (store == "postgres") await HostProcess.DropSchema(name);
        }
    }
}
