using ActiveReach.Campaigns.Tracking;
using ActiveReach.Channels;
using ActiveReach.Documents;
using ActiveReach.Ids;
using ActiveReach.Workspaces;
using Contracts.Documents;

namespace ActiveReach.Tests.Links;

public sealed class TrackingTests
{
    private static readonly WorkspaceId Shop = new("shop");
    private static readonly CampaignId Campaign = new("cmp_1");
    private readonly MemoryDocuments documents = new();

    [Fact]
    public async Task A_run_has_one_number_below_two_to_the_36th_however_often_it_is_asked_for()
    {
        var runs = Enumerable.Range(1, 500).Select(ordinal => RunId.Of(Campaign, ordinal)).ToList();
        var numbers = new Dictionary<long, RunId>();
        foreach (var run in runs)
        {
            var number = await new RunNumbers(documents).ClaimAsync(run);
            Assert.InRange(number, 1, (1L << 36) - 1);
            Assert.True(numbers.TryAdd(number, run));
            Assert.Equal(number, await new RunNumbers(documents).ClaimAsync(run));
        }

        var reader = new RunNumbers(documents);
        foreach (var (number, run) in numbers.Concat(numbers))
            Assert.Equal(new NumberedRun(number, run), await reader.FindAsync(number));
        Assert.Null(await reader.FindAsync(0));
    }

    [Fact]
    public async Task A_run_whose_number_another_one_has_takes_the_next()
    {
        var run = RunId.Of(Campaign, 1);
        var first = await new RunNumbers(new MemoryDocuments()).ClaimAsync(run);
        var other = new NumberedRun(first, RunId.Of(Campaign, 2));
        await documents.TryAsync(WorkspacePartition.Directory, new DocumentKind<NumberedRun>("run-number", claim => $"{claim.Number}").Add(other));

        var numbers = new RunNumbers(documents);
        var second = await numbers.ClaimAsync(run);

        Assert.NotEqual(first, second);
        Assert.Equal(second, await new RunNumbers(documents).ClaimAsync(run));
        Assert.Equal((other.Run, run), ((await numbers.FindAsync(first))!.Run, (await numbers.FindAsync(second))!.Run));
    }

    [Fact]
    public async Task What_is_kept_is_of_the_latest_try_before_the_first_call_and_goes_with_the_message()
    {
        var links = new PersonalLinks(documents);
        var run = RunId.Of(Campaign, 1);
        LedgerAddress[] places = [.. Enumerable.Range(0, 250).Select(row => new LedgerAddress(run, 0, 0, row))];
        await links.KeepAsync(Shop, run, places.Select(place => Message(place, "https://me.example/then")));
        await links.KeepAsync(Shop, run, places.Take(2).Select(place => Message(place, "https://me.example/later")));
        await links.KeepAsync(Shop, run, [Message(places[1], null)]);

        Assert.Equal("https://me.example/later", await PlaceAsync(Shop, places[0]));
        Assert.Equal("https://me.example/later", await PlaceAsync(Shop, places[1]));
        Assert.Equal("https://me.example/then", await PlaceAsync(Shop, places[249]));
        Assert.Null(await PlaceAsync(new WorkspaceId("other"), places[249]));

        await links.EraseAsync(Shop, places.Skip(1));
        await links.EraseAsync(Shop, places.Skip(1));
        Assert.NotNull(await PlaceAsync(Shop, places[0]));
        foreach (var place in places.Skip(1))
            Assert.Null(await PlaceAsync(Shop, place));

        async Task<string?> PlaceAsync(WorkspaceId workspace, LedgerAddress message) => (await links.FindAsync(workspace, message))?[3];
    }

    private static OutgoingMessage Message(LedgerAddress place, string? leads) => new()
    {
        IdempotencyKey = place.ToString(),
        Tag = place.ToString(),
        FirstSentAt = default,
        From = "",
        To = "",
        Text = "",
        Origin = new MessageOrigin(null, null, null, null, null),
        PersonalLinks = leads is null ? null : new Dictionary<int, string> { [3] = leads },
    };
}
