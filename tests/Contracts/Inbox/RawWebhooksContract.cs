using System.Text;
using ActiveReach.Documents;
using ActiveReach.Inbox;
using ActiveReach.Inbox.Raw;

namespace Contracts.Inbox;

/// <summary>What keeping callbacks as they came promises on every store of documents.</summary>
public abstract class RawWebhooksContract
{
    private static readonly DateTimeOffset Noon = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly RawWebhookOptions Week = new();

    protected abstract IDocuments Documents { get; }

    private RawBundles Bundles => new(Documents, Week);

    [Fact]
    public async Task A_callback_comes_back_as_it_came_whatever_it_is_written_in()
    {
        byte[] picture = [0xFF, 0xD8, 0x00, 0xC3];
        await KeepAsync(("""{"a":"ünï\u0001"}"""u8.ToArray(), ["e1"]), (picture, []), ([], []));

        var kept = await AllAsync();
        Assert.Equal([0, 1, 2], kept.Select(each => each.Number));
        Assert.Equal(("""{"a":"ünï\u0001"}""", "e1", "payload of e1", 1, 2), (kept[0].Text, kept[0].Events[0].Id, kept[0].Events[0].Payload, kept[0].Taken, kept[0].Told));
        Assert.Equal((null, picture.Length), (kept[1].Text, kept[1].Length));
        Assert.Equal(picture, kept[1].Bytes);
        Assert.Equal(("", 0), (kept[2].Text, kept[2].Length));
        Assert.Equal(("acs", "application/json", Noon), (kept[0].Provider, kept[0].Headers["Content-Type"], kept[0].ReceivedAt));
    }

    [Fact]
    public async Task Of_a_large_body_the_beginning_is_kept_and_its_length_and_no_half_character()
    {
        await KeepAsync((Encoding.UTF8.GetBytes(new string('é', RawWebhook.MostBytes)), []), (Encoding.UTF8.GetBytes("x" + new string('é', RawWebhook.MostBytes)), []));

        var kept = await AllAsync();
        Assert.Equal([RawWebhook.MostBytes / 2, RawWebhook.MostBytes / 2], kept.Select(each => each.Text!.Length));
        Assert.Equal([RawWebhook.MostBytes * 2, (RawWebhook.MostBytes * 2) + 1], kept.Select(each => each.Length));
    }

    [Fact]
    public async Task What_cannot_be_packed_still_fits_into_documents()
    {
        var random = new Random(3);
        await KeepAsync([.. Enumerable.Range(0, 12).Select(_ =>
        {
            var body = new byte[RawWebhook.MostBytes];
            random.NextBytes(body);
            return (body, Array.Empty<string>());
        })]);

        Assert.Equal(12, (await AllAsync()).Count(each => each.Bytes!.Length == RawWebhook.MostBytes));
    }

    [Fact]
    public async Task A_thousand_that_come_at_once_make_a_few_documents()
    {
        await KeepAsync([.. Enumerable.Range(0, 1000).Select(n => (Encoding.UTF8.GetBytes($"body {n}"), new[] { $"e{n}" }))]);

        var bundles = new List<OpenBundle>();
        await foreach (var bundle in Bundles.ReadAsync(null, null, null))
            bundles.Add(bundle);
        Assert.InRange(bundles.Count, 1, 5);
        Assert.Equal(1000, bundles.Sum(bundle => bundle.Webhooks.Count));
        Assert.Equal("body 7", (await Bundles.FindAsync(bundles.Single(bundle => bundle.Webhooks.Any(each => each.Text == "body 7")).Id, 7))!.Text);
        Assert.Null(await Bundles.FindAsync(bundles[0].Id, 5000));
    }

    [Fact]
    public async Task They_are_read_newest_first_in_a_span_of_time_and_from_any_place_on()
    {
        for (var hour = 0; hour < 5; hour++)
            await KeepAtAsync(Noon.AddHours(hour), $"hour {hour}");

        Assert.Equal(["hour 4", "hour 3", "hour 2", "hour 1", "hour 0"], (await AllAsync()).Select(each => each.Text));
        Assert.Equal(["hour 3", "hour 2"], (await AllAsync(Noon.AddHours(2), Noon.AddHours(3))).Select(each => each.Text));
        OpenBundle? second = null;
        await foreach (var bundle in Bundles.ReadAsync(null, null, null))
        {
            if (bundle.Webhooks[0].Text == "hour 3")
                second = bundle;
        }

        Assert.Equal(["hour 2", "hour 1", "hour 0"], (await AllAsync(after: second!.Place)).Select(each => each.Text));
    }

    [Fact]
    public async Task What_was_kept_long_enough_goes_and_all_of_it()
    {
        for (var number = 0; number < 120; number++)
            await KeepAtAsync(Noon.AddSeconds(number), $"old {number}");
        await KeepAtAsync(Noon.AddDays(1), "new");

        Assert.Equal(0, await Bundles.RemoveOldAsync(Noon + Week.Keep - TimeSpan.FromSeconds(1)));
        Assert.Equal(120, await Bundles.RemoveOldAsync(Noon.AddMinutes(2) + Week.Keep));
        Assert.Equal(["new"], (await AllAsync()).Select(each => each.Text));
    }

    [Fact]
    public async Task Whoever_changes_a_bundle_that_another_has_changed_is_told_so()
    {
        await KeepAsync(("one"u8.ToArray(), []), ("two"u8.ToArray(), []));
        var read = await FirstAsync();

        Assert.True(await Bundles.ReplaceAsync(read, [read.Webhooks[0], read.Webhooks[1] with { Text = null, ErasedAt = Noon }]));
        Assert.False(await Bundles.ReplaceAsync(read, []));
        Assert.Equal(["one", null], (await Bundles.ReadAgainAsync(read))!.Webhooks.Select(each => each.Text));
    }

    [Fact]
    public async Task A_store_that_is_away_costs_the_record_and_nothing_else()
    {
        var (failing, lost) = (new RawBundles(new DeadDocuments(), Week), 0);
        await using var raw = new RawWebhooks(failing, Week, (webhooks, _) => lost += webhooks);
        await raw.KeepAsync(Some(Noon), "x"u8, []);
        await raw.FlushAsync();

        Assert.Equal(1, lost);
    }

    private async Task KeepAsync(params (byte[] Body, string[] Events)[] webhooks)
    {
        await using var raw = new RawWebhooks(Bundles, Week, (_, error) => Assert.Fail(error.ToString()));
        foreach (var (body, events) in webhooks)
            await raw.KeepAsync(Some(Noon), body, [.. events.Select(id => new InboxEvent("acs", id, Encoding.UTF8.GetBytes($"payload of {id}"), Noon))]);
    }

    private async Task KeepAtAsync(DateTimeOffset at, string body) => await Bundles.AddAsync([Some(at) with { Text = body }]);

    private static RawWebhook Some(DateTimeOffset at) => new() { Provider = "acs", ReceivedAt = at, Told = 2, Headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" } };

    private async Task<OpenBundle> FirstAsync()
    {
        await foreach (var bundle in Bundles.ReadAsync(null, null, null))
            return bundle;
        throw new InvalidOperationException("Nothing was kept.");
    }

    private async Task<IReadOnlyList<RawWebhook>> AllAsync(DateTimeOffset? from = null, DateTimeOffset? until = null, BundlePlace? after = null)
    {
        var all = new List<RawWebhook>();
        await foreach (var bundle in Bundles.ReadAsync(from, until, after))
            all.AddRange(bundle.Webhooks);
        return all;
    }

    private sealed class DeadDocuments : IDocuments
    {
        public Task<StoredDocument?> FindAsync(DocumentKey key, CancellationToken cancellation = default) => throw new IOException("The store is away.");

        public Task<CommitOutcome> CommitAsync(string partition, IReadOnlyList<DocumentChange> changes, CancellationToken cancellation = default) => throw new IOException("The store is away.");

        public Task<DocumentPage> QueryAsync(DocumentQuery query, CancellationToken cancellation = default) => throw new IOException("The store is away.");
    }
}
