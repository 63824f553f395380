using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Crash;

/// <summary>R2 for one story: it is played again and again from the same files, the power is cut at another durable write each time, the app starts again, and the end must always be the same. A sample of the
/// writes in <c>./test</c>; <c>./soak sweep</c> takes every one.</summary>
/// <param name="play">Begins a play: what people and systems do from wherever the story stands, to its end; done again after the cut.</param>
/// <param name="end">Everything that must not depend on the cut.</param>
internal sealed class Sweep(string prepared, Func<Func<StoryHost, Task>> play, Func<StoryHost, Task<string>> end, params (string Key, string Value)[] settings)
{
    public static readonly long Points = long.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_SWEEP_POINTS"), out var points) ? points : 14;

    /// <returns>The end without a cut.</returns>
    public async Task<string> RunAsync(long points)
    {
        var undisturbed = new PowerCut(long.MaxValue, afterTheWrite: false);
        var expected = await PlayAsync(undisturbed);

        var stride = Math.Max(1, undisturbed.Writes / points);
        for (var write = 1L; write <= undisturbed.Writes; write += stride)
        {
            var afterIt = write / stride % 2 == 1;
            var actual = await PlayAsync(new PowerCut(write, afterIt));
            Assert.True(expected == actual, $"Cut {(afterIt ? "after" : "before")} write {write} of {undisturbed.Writes}:\n{actual}\ninstead of\n{expected}");
        }

        return expected;
    }

    private async Task<string> PlayAsync(PowerCut cut)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-cut-").FullName;
        foreach (var file in Directory.EnumerateFiles(prepared, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(directory, Path.GetRelativePath(prepared, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        var (now, drive) = (StoryHost.Monday, play());
        var story = await StoryHost.TryStartAsync(directory, now, cut, settings);
        if (story is not null)
        {
            var driven = drive(story);
            if (await Task.WhenAny(driven, cut.Dark) == driven && cut.Spare())
            {
                await driven;
                await using (story)
                    return await end(story);
            }

            now = story.Clock.GetUtcNow();
            await story.CrashAsync();
        }

        await using var again = await StoryHost.StartAsync(directory, now, settings: settings);
        await drive(again);
        return await end(again);
    }
}
