using ActiveReach.Stories.Client;
using ActiveReach.Stories.Entries;

namespace ActiveReach.Stories.Crash;

/// <summary>R2 for birthdays: the power is cut at the n-th durable write around the hour of thirty birthdays, and the app starts again. A sample of the writes here; <c>./soak sweep</c> takes every one.</summary>
public sealed class BirthdayCrashSweepTests : IDisposable
{
    private const int People = 30;

    /// <summary>9:00 in Berlin is at eight.</summary>
    private static readonly DateTimeOffset Before = new(2026, 11, 24, 7, 59, 30, TimeSpan.Zero);

    private static readonly long Points = long.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_SWEEP_POINTS"), out var points) ? points : 10;

    private readonly string prepared = Directory.CreateTempSubdirectory("activereach-birthday-").FullName;

    [Fact]
    public async Task A_power_cut_at_any_write_keeps_nobody_waiting_and_sends_to_nobody_twice()
    {
        var campaign = await PrepareAsync();
        var undisturbed = new PowerCut(long.MaxValue, afterTheWrite: false);
        await PlayAsync(campaign, undisturbed);

        var stride = Math.Max(1, undisturbed.Writes / Points);
        for (var write = 1L; write <= undisturbed.Writes; write += stride)
            await PlayAsync(campaign, new PowerCut(write, afterTheWrite: write / stride % 2 == 1));
    }

    public void Dispose() => Directory.Delete(prepared, recursive: true);

    private async Task<string> PrepareAsync()
    {
        var story = await StoryHost.StartAsync(prepared);
        await story.JoinAsync([.. Enumerable.Range(0, People).Select(number => ($"c{number}", number, $"{1960 + number}-11-24"))]);
        var campaign = await story.StandAsync(Birthdays.Campaign());
        await story.PassAsync(Before - story.Clock.GetUtcNow());
        await story.StopAsync();
        return campaign;
    }

    private async Task PlayAsync(string campaign, PowerCut cut)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-cut-").FullName;
        foreach (var file in Directory.EnumerateFiles(prepared, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(directory, Path.GetRelativePath(prepared, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var (now, story) = (Before, await StoryHost.TryStartAsync(directory, Before, cut));
        if (story is not null)
        {
            var end = story.PassAsync(TimeSpan.FromHours(1));
            if (await Task.WhenAny(end, cut.Dark) == end && end.IsCompletedSuccessfully && cut.Spare())
            {
                await using (story)
                    await CheckAsync(story, campaign, cut);
                return;
            }

            now = story.Clock.GetUtcNow();
            await story.CrashAsync();
        }

        await using var again = await StoryHost.StartAsync(directory, now);
        await again.PassAsync(TimeSpan.FromHours(1));
        await CheckAsync(again, campaign, cut);
    }

    private static async Task CheckAsync(StoryHost story, string campaign, PowerCut cut)
    {
        var sent = Witness.Of(story.Outbox, campaign);
        Assert.True(sent.Count == People && sent.Select(line => (string)line["to"]!).Distinct().Count() == People, $"{sent.Count} messages after a cut around write {cut.Writes}.");
        Assert.All(sent, line => Assert.InRange(Birthdays.TimeOf(line), Before, Before.AddMinutes(20)));
        Assert.Equal(People, await story.RecipientsAsync(campaign));
    }
}
