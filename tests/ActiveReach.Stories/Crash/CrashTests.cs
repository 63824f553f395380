using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Crash;

/// <summary>R1: the process is killed at random moments of a send, and the carrier's file tells what really happened. One seed
/// here; <c>./soak</c> takes twenty.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Contacts = 20_000;
    private const int Kills = 5;

    /// <summary>The batches that a queue runs at once (host.json: 16 and 8 more), each with all of its messages in one window.</summary>
    private const int MostInFlight = (16 + 8) * 98;

    private readonly string directory = Directory.CreateTempSubdirectory("activereach-crash-").FullName;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_SEEDS"), out var seeds) ? seeds : 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_send_that_is_killed_five_times_loses_nobody_and_repeats_nothing(int seed)
    {
        await using var app = await KillFiveTimesAsync(seed, honoursKeys: true);
        var (figures, contacts) = await SettledFiguresAsync(app);

        Assert.Equal(0, (long)figures["uncertain"]!);
        Assert.Equal(Contacts, contacts);
        Assert.Equal(Contacts, (long)figures["sent"]!);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task At_a_carrier_without_keys_nothing_is_repeated_and_only_calls_in_flight_stay_uncertain(int seed)
    {
        await using var app = await KillFiveTimesAsync(seed, honoursKeys: false);
        var (figures, contacts) = await SettledFiguresAsync(app);

        var uncertain = (long)figures["uncertain"]!;
        Assert.InRange(uncertain, 0, Kills * MostInFlight);
        Assert.InRange(contacts, (long)figures["sent"]!, (long)figures["sent"]! + uncertain);
        Assert.Equal(Contacts, (long)figures["sent"]! + uncertain);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private async Task<AppProcess> KillFiveTimesAsync(int seed, bool honoursKeys)
    {
        var random = new Random(seed);
        var app = new AppProcess(
            Path.Combine(directory, $"{seed}-{honoursKeys}"),
            [("Sandbox__LatencyMs", "80"), ("Sandbox__EventDelayMs", "50"), ("Sandbox__Seed", $"{seed}"), ("Sandbox__HonoursKeys", $"{honoursKeys}")]);
        await app.StartAsync();
        await app.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var campaign = await app.Api.LaunchAsync(Some.Campaign());

        // The first kill falls wherever it falls, mostly into the planning; each later one at its own point of the send, however fast
        // the machine is.
        await Task.Delay(random.Next(50, 450));
        var killedMidSend = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            if (kill > 0)
                await Witness.UntilAsync(app.Outbox, random.Next(Contacts * (kill - 1) / Kills, Contacts * kill / Kills));
            await app.KillAsync();
            killedMidSend += Witness.Read(app.Outbox).Count is > 0 and < Contacts ? 1 : 0;
            await app.StartAsync();
        }

        // In real time, with twenty thousand recipients and five starts.
        await app.Api.UntilStatusAsync(campaign, "complete", TimeSpan.FromMinutes(3));
        Assert.True(killedMidSend > 0, "No kill fell into the send, so nothing was shown.");
        return app;
    }

    /// <summary>The figures, which must add up, and how many contacts the witness saw, none of them twice.</summary>
    private static async Task<(JsonNode Figures, int Contacts)> SettledFiguresAsync(AppProcess app)
    {
        var campaign = (string)(await app.Api.GetAsync("campaigns"))["items"]![0]!["id"]!;
        var sent = Witness.Of(app.Outbox, campaign);
        var contacts = sent.Select(line => (string)line["contact"]!).Distinct().Count();
        Assert.Equal(sent.Count, contacts);

        var figures = await app.Api.GetAsync($"campaigns/{campaign}/analytics");
        Assert.Equal(Contacts, (long)figures["recipients"]!);
        Assert.Equal(Contacts, figures.Outcomes());
        return (figures, contacts);
    }
}
