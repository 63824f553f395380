using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Crash;

/// <summary>R1: the process is killed at random moments of a send, and the carrier's file tells what really happened. One seed
/// here; <c>./soak</c> takes twenty.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Contacts = 20_000;
    private const int Kills = 5;

    private readonly string directory = Directory.CreateTempSubdirectory("activereach-crash-").FullName;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_SEEDS"), out var seeds) ? seeds : 1)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_send_that_is_killed_five_times_loses_nobody_and_repeats_nothing(int seed)
    {
        var random = new Random(seed);
        await using var app = new AppProcess(Path.Combine(directory, $"{seed}"), [("Sandbox__LatencyMs", "40"), ("Sandbox__EventDelayMs", "50"), ("Sandbox__Seed", $"{seed}")]);
        await app.StartAsync();
        await app.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        var campaign = await app.Api.LaunchAsync(Some.Campaign());

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(50, 1200));
            await app.KillAsync();
            await app.StartAsync();
        }

        await app.Api.UntilStatusAsync(campaign, "complete", TimeSpan.FromMinutes(3));
        await SettledFiguresEqualTheWitness(app, campaign);
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    private static async Task SettledFiguresEqualTheWitness(AppProcess app, string campaign)
    {
        var sent = Witness.Of(app.Outbox, campaign);
        var contacts = sent.Select(line => (string)line["contact"]!).ToHashSet();
        Assert.Equal(sent.Count, contacts.Count);

        var figures = await app.Api.GetAsync($"campaigns/{campaign}/analytics");
        var uncertain = (long)figures["uncertain"]!;
        Assert.Equal(Contacts, (long)figures["recipients"]!);
        Assert.Equal(Contacts, Outcomes(figures));
        Assert.InRange(contacts.Count, (long)figures["sent"]!, (long)figures["sent"]! + uncertain);
        Assert.InRange(uncertain, 0, 0);
    }

    private static long Outcomes(System.Text.Json.Nodes.JsonNode figures) =>
        new[] { "delivered", "bounced", "failed", "pending" }.Sum(name => (long)figures[name]!)
        + figures["skipped"]!.AsObject().Sum(reason => (long)reason.Value!);
}
