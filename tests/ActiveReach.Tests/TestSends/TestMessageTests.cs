using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Ids;
using ActiveReach.TestSends;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.TestSends;

public sealed class TestMessageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private TestMessages Tests { get; } = new(new MemoryDocuments());

    [Fact]
    public async Task A_message_is_found_as_it_was_added_and_with_what_came_of_it()
    {
        var message = Message("ann@example.com", Noon);
        Assert.Null(await Tests.TryAddAsync([message], 1, Noon.AddHours(-1)));
        Assert.Equal(message, await Tests.FindAsync(message.Id));

        await Tests.SettleAsync(message, TestOutcome.Rejected, "invalid_number");

        Assert.Equal(message with { Outcome = TestOutcome.Rejected, Reason = "invalid_number" }, await Tests.FindAsync(message.Id));
        Assert.Null(await Tests.FindAsync(TestMessage.NewId()));
    }

    [Fact]
    public async Task More_than_the_limit_are_not_added_at_all_until_enough_have_left_the_window()
    {
        for (var minute = 0; minute < 4; minute++)
            Assert.Null(await Tests.TryAddAsync([Message("ann@example.com", Noon.AddMinutes(minute))], 5, Noon.AddHours(-1)));
        TestMessage[] three = [.. Enumerable.Range(0, 3).Select(_ => Message("ann@example.com", Noon.AddMinutes(10)))];

        Assert.Equal(Noon.AddMinutes(1), await Tests.TryAddAsync(three, 5, Noon.AddMinutes(-50)));
        Assert.Null(await Tests.FindAsync(three[0].Id));
        Assert.Null(await Tests.TryAddAsync(three, 5, Noon.AddMinutes(1)));
    }

    [Fact]
    public async Task More_than_one_commit_takes_are_all_found()
    {
        TestMessage[] many = [.. Enumerable.Range(0, 250).Select(_ => Message("ann@example.com", Noon))];

        Assert.Null(await Tests.TryAddAsync(many, 1000, Noon.AddHours(-1)));

        foreach (var message in many)
            Assert.Equal(message, await Tests.FindAsync(message.Id));
    }

    [Fact]
    public async Task Everybody_has_a_limit_of_their_own_in_every_workspace()
    {
        Assert.Null(await Tests.TryAddAsync([Message("ann@example.com", Noon)], 1, Noon.AddHours(-1)));
        Assert.NotNull(await Tests.TryAddAsync([Message("ann@example.com", Noon)], 1, Noon.AddHours(-1)));
        Assert.Null(await Tests.TryAddAsync([Message("ben@example.com", Noon)], 1, Noon.AddHours(-1)));
        Assert.Null(await Tests.TryAddAsync([Message("ann@example.com", Noon) with { Workspace = new WorkspaceId("other") }], 1, Noon.AddHours(-1)));
    }

    [Fact]
    public async Task Many_at_once_never_pass_the_limit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Tests.TryAddAsync([Message("ann@example.com", Noon)], 7, Noon.AddHours(-1))));
        Assert.Equal(7, answers.Count(answer => answer is null));
    }

    private static TestMessage Message(string sender, DateTimeOffset at) => new()
    {
        Id = TestMessage.NewId(),
        Workspace = new WorkspaceId("shop"),
        Campaign = new CampaignId("cmp_1"),
        SentBy = sender,
        Member = "mem_1",
        Channel = Channel.Email,
        Variant = "A",
        Contact = new ContactId(7),
        At = at,
    };
}
