using System.Diagnostics;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Crash;

/// <summary>The files are copied while a campaign is sent and people are told of, and an app that begins with the copy goes on from there.</summary>
public sealed class BackupTests : IDisposable
{
    private const int Contacts = 4_000;

    private static readonly (string, string)[] Slowly = WithCallsOf("150");

    private readonly string directory = Directory.CreateTempSubdirectory("activereach-backup-").FullName;

    private string Copy => Path.Combine(directory, "copy");

    [Fact]
    public async Task A_backup_under_load_is_restored_with_all_that_was_acknowledged_and_the_campaign_goes_on_and_reaches_everybody_once()
    {
        // Four dozen batches, two at a time: most of them are left when the backup begins.
        await using var app = new AppProcess(Path.Combine(directory, "first"), WithCallsOf("1000"));
        await app.StartAsync();
        await app.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var campaign = await app.Api.LaunchAsync(Texts());
        await Witness.UntilAsync(app.Outbox, Contacts / 8);
        var visits = new Visits(app.Api);
        await Eventually.SeenAsync("visits are acknowledged", () => visits.Acknowledged, count => count > 10);

        var (acknowledged, sent) = (visits.Acknowledged, Witness.Count(app.Outbox));
        Assert.Equal((0, ""), await RunAsync("backup", Copy, app.DataDirectory));
        Assert.InRange(Witness.Count(app.Outbox), sent, Contacts - 1);
        await visits.StopAsync();
        await app.Api.UntilStatusAsync(campaign, "active");
        await app.KillAsync();

        await using (var held = new AppProcess(Path.Combine(directory, "second"), [.. Slowly, ("AzureWebJobs__Deliver__Disabled", "true")]))
        {
            Assert.Equal((0, ""), await RunAsync("restore", Copy, held.DataDirectory));
            var handed = Witness.Count(held.Outbox);
            await held.StartAsync();
            await held.Api.PostAsync($"campaigns/{campaign}/pause");
            await held.Api.UntilStatusAsync(campaign, "paused");
            Assert.Equal(handed, Witness.Count(held.Outbox));
        }

        await using var restored = new AppProcess(Path.Combine(directory, "second"), Slowly);
        await restored.StartAsync();
        await restored.Api.PostAsync($"campaigns/{campaign}/resume");
        await restored.Api.UntilStatusAsync(campaign, "active");
        var reached = Witness.Of(restored.Outbox, campaign).Select(line => (string)line["contact"]!).ToList();
        Assert.Equal((Contacts, Contacts), (reached.Count, reached.Distinct().Count()));
        var figures = await restored.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal((Contacts, Contacts), ((int)figures["recipients"]!, (int)figures["sent"]!));
        Assert.InRange((int)(await restored.Api.PostAsync("audience/preview", new { where = new { @event = "visit" } }))["total"]!, acknowledged, visits.Acknowledged);
    }

    [Fact]
    public async Task A_campaign_that_was_being_sent_comes_back_paused_with_the_reason_and_goes_on_when_it_is_resumed()
    {
        // Sixteen batches, two at a time: what is left after the first takes longer than a backup may.
        await using var app = new AppProcess(Path.Combine(directory, "first"), WithCallsOf("10000"));
        await app.StartAsync();
        await app.Api.ImportAsync(Campaigning.ContactsCsv(Contacts / 4));
        var later = Some.Campaign();
        later["schedule"] = new { kind = "at", at = DateTimeOffset.UtcNow.AddDays(3) };
        var scheduled = await app.Api.LaunchAsync(later);
        var campaign = await app.Api.LaunchAsync(Texts());
        await Witness.UntilAsync(app.Outbox, 1);
        Assert.Equal((0, ""), await RunAsync("backup", Copy, app.DataDirectory));
        await app.KillAsync();

        await using var restored = new AppProcess(Path.Combine(directory, "second"), Slowly);
        Assert.Equal((0, ""), await RunAsync("restore", Copy, restored.DataDirectory));
        var handed = Witness.Count(restored.Outbox);
        await restored.StartAsync();
        var held = await restored.Api.GetAsync($"campaigns/{campaign}");
        Assert.Equal("paused", (string)held["status"]!);
        Assert.Contains("files of a backup", (string)held["statusReason"]!, StringComparison.Ordinal);
        Assert.Contains("Ask the provider", (string)held["nextAction"]!, StringComparison.Ordinal);
        Assert.Equal("scheduled", (string)(await restored.Api.GetAsync($"campaigns/{scheduled}"))["status"]!);
        Assert.Equal("restore", (string)(await restored.Api.GetAsync("audit?action=campaign.paused"))["items"]![0]!["member"]!);
        Assert.Equal(handed, Witness.Count(restored.Outbox));

        await restored.Api.PostAsync($"campaigns/{campaign}/resume");
        await Witness.UntilAsync(restored.Outbox, handed + 1);
        await restored.KillAsync();
        await restored.StartAsync();
        await restored.Api.UntilStatusAsync(campaign, "active");
        Assert.Equal(Contacts / 4, Witness.Of(restored.Outbox, campaign).Select(line => (string)line["contact"]!).Distinct().Count());
    }

    [Fact]
    public async Task A_backup_takes_the_keys_and_refuses_to_write_over_anything()
    {
        await using var app = new AppProcess(Path.Combine(directory, "first"), []);
        await app.StartAsync();
        Assert.Equal((0, ""), await RunAsync("backup", Copy, app.DataDirectory));
        await app.KillAsync();

        foreach (var key in Directory.EnumerateFiles(Path.Combine(app.DataDirectory, "keys")))
        {
            var copied = Path.Combine(Copy, "keys", Path.GetFileName(key));
            Assert.Equal(await File.ReadAllTextAsync(key), await File.ReadAllTextAsync(copied));
            if (!OperatingSystem.IsWindows())
                Assert.Equal((File.GetUnixFileMode(key), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute), (File.GetUnixFileMode(copied), File.GetUnixFileMode(Copy)));
        }

        foreach (var (word, place, data, told) in new[]
        {
            ("backup", Copy, app.DataDirectory, "exists already"),
            ("backup", Path.Combine(app.DataDirectory, "copy"), app.DataDirectory, "lies in the data directory"),
            ("backup", Copy + "2", Copy + "3", "nothing to back up"),
            ("restore", Copy, app.DataDirectory, "holds product.db already"),
            ("restore", Copy + "2", Copy + "3", "is no backup"),
        })
        {
            var (code, errors) = await RunAsync(word, place, data);
            Assert.Equal(2, code);
            Assert.Contains(told, errors, StringComparison.Ordinal);
        }

        await File.WriteAllBytesAsync(Path.Combine(Copy, "product.db"), new byte[8192]);
        var (broken, why) = await RunAsync("restore", Copy, Copy + "3");
        Assert.Equal(2, broken);
        Assert.Contains("product.db", why, StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(Copy + "3"), file => file.EndsWith(".db", StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static (string, string)[] WithCallsOf(string milliseconds) =>
        [("Sandbox__LatencyMs", milliseconds), ("Sandbox__EventDelayMs", "50"), ("Sandbox__StopRate", "0"), ("ActiveReach__Delivery__Window", "2")];

    /// <summary>Whoever looks when all is sent finds it active, however late that is.</summary>
    private static Dictionary<string, object> Texts()
    {
        var definition = Some.Campaign();
        definition["replyWindow"] = "PT1H";
        return definition;
    }

    private static async Task<(int Code, string Errors)> RunAsync(string word, string place, string data)
    {
        var start = new ProcessStartInfo("dotnet", ["ActiveReach.Functions.dll", word, place, "--data", data])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Eventually.Bound);
        await output;
        return (process.ExitCode, await errors);
    }

    /// <summary>Somebody new comes by again and again, and the app is told of each.</summary>
    private sealed class Visits
    {
        private readonly CancellationTokenSource stop = new();
        private readonly Task telling;
        private int acknowledged;

        public Visits(ApiClient api) => telling = TellAsync(api);

        public int Acknowledged => Volatile.Read(ref acknowledged);

        public async Task StopAsync()
        {
            await stop.CancelAsync();
            await telling.WaitAsync(Eventually.Bound);
            stop.Dispose();
        }

        private async Task TellAsync(ApiClient api)
        {
            for (var visit = 1; !stop.IsCancellationRequested; visit++)
            {
                await api.PostAsync("events", new { id = $"visit-{visit}", type = "visit", contact = new { externalId = $"c{visit}" } });
                Volatile.Write(ref acknowledged, visit);
            }
        }
    }
}
