using ActiveReach.Stories.Client;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using SqliteGroupCommit;

namespace ActiveReach.Stories.Entries;

/// <summary>The power is cut when a round has found those who came in, after each of the writes that belong together, and the app starts again: everybody gets the message once.</summary>
public sealed class WatchCrashTests
{
    private const int Contacts = 40;

    [Theory]
    [InlineData("are noted", "SELECT count(*) FROM members WHERE state = 1 AND NOT EXISTS (SELECT 1 FROM entries)")]
    [InlineData("have their entries", "SELECT count(*) FROM members WHERE state = 1 AND EXISTS (SELECT 1 FROM entries)")]
    [InlineData("are inside", "SELECT count(*) FROM members WHERE state = 2 AND EXISTS (SELECT 1 FROM entries)")]
    [InlineData("are taken", "SELECT count(*) FROM entries WHERE state = 1")]
    public async Task A_power_cut_in_a_round_loses_nobody_who_came_in_and_doubles_nobody(string when, string question)
    {
        var directory = Directory.CreateTempSubdirectory("activereach-watch-").FullName;
        var cut = new PowerCutWhen(Path.Combine(directory, "product.db"), question);
        var story = await StoryHost.StartAsync(directory, hook: cut, configure: services => services.AddSingleton<ICommitHook>(cut));
        await story.Api.ImportAsync(Campaigning.ContactsCsv(Contacts));
        for (var number = 1; number <= Contacts; number++)
            await story.HappensAsync("order_placed", $"c{number}", $"order-{number}", new { total = 1 }, story.Clock.GetUtcNow().AddDays(-90).AddMinutes(30));
        var campaign = await story.StandAsync(Standing.Watching(new { when = new { not = new { @event = "order_placed", within = "P90D" } } }));
        await story.AtRestAsync();

        // Half an hour later all of them have lapsed, and the round after that finds them.
        var passing = story.PassAsync(TimeSpan.FromHours(2));
        Assert.True(await Task.WhenAny(passing, cut.Dark) == cut.Dark, $"Nobody saw that they {when}.");
        var now = story.Clock.GetUtcNow();
        await story.CrashAsync();

        await using var again = await StoryHost.StartAsync(directory, now);
        await again.PassAsync(TimeSpan.FromHours(3));
        var reached = Witness.Of(again.Outbox, campaign).Select(line => (string)line["contact"]!).ToList();
        Assert.Equal((Contacts, Contacts), (reached.Count, reached.Distinct().Count()));
        Assert.Equal(Contacts, await again.RecipientsAsync(campaign));
    }

    /// <summary>Cuts the power after the write that makes the answer to a question anything but nought.</summary>
    private sealed class PowerCutWhen(string database, string question) : ICommitHook
    {
        private readonly TaskCompletionSource dark = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Dark => dark.Task;

        public void BeforeCommit(long ordinal)
        {
            if (dark.Task.IsCompleted)
                throw new IOException("The power is cut.");
        }

        public void AfterCommit(long ordinal)
        {
            BeforeCommit(ordinal);
            if (!IsTime())
                return;
            dark.TrySetResult();
            throw new IOException("The power is cut.");
        }

        private bool IsTime()
        {
            try
            {
                using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = question;
                return command.ExecuteScalar() is > 0L;
            }
            catch (SqliteException)
            {
                // The tables are being made.
                return false;
            }
        }
    }
}
