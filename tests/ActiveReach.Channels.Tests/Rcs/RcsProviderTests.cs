using System.Text.Json.Nodes;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Tests.Vendors;
using Carriers.StandIn.Rcs;
using Carriers.StandIn.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Rcs;

public sealed class RcsProviderTests : IAsyncLifetime
{
    private const string Phone = "+919800000001";

    private readonly HttpClient http = new();
    private RcsStandIn google = null!;
    private RcsProvider provider = null!;

    public async Task InitializeAsync()
    {
        google = await RcsStandIn.OpenAsync();
        var options = Sent.Read("Rcs", RcsOptions.Read, ("ServiceAccount", google.ServiceAccount), ("Endpoint", google.Address), ("Lifetime", "PT2H"))!;
        provider = new RcsProvider(options, http, TimeProvider.System, NullLogger<RcsProvider>.Instance);
    }

    public async Task DisposeAsync()
    {
        provider.Dispose();
        http.Dispose();
        await google.DisposeAsync();
    }

    [Fact]
    public async Task A_text_goes_to_the_phone_under_an_id_of_ours_by_one_token_for_many()
    {
        var answer = await provider.SendAsync(Message() with { Text = "It's here & 50 % off ☕" });
        await provider.SendAsync(Message(2));

        Assert.Empty(google.Faults);
        var taken = google.Messages[0];
        Assert.Equal(new HandOver(HandOverResult.Accepted, taken.Id), answer);
        Assert.Equal(provider.IdOf("run.1:0:0:1", Sent.Now), taken.Id);
        Assert.Equal((RcsStandIn.Agent, Phone, "7200s", "It's here & 50 % off ☕"), (taken.Agent, taken.To, taken.Life, (string?)taken.Content["text"]));
        Assert.Equal((2, 1), (google.Messages.Count, google.Keys.Tokens));
    }

    [Fact]
    public async Task A_card_has_title_picture_text_and_suggestions_that_answer_and_open()
    {
        await provider.SendAsync(Message() with
        {
            Title = "Launch day",
            Media = [new MessageMedia("https://reach.example/m/abc", "image/png", "sale.png")],
            Suggestions = [new Suggestion("Count me in"), new Suggestion("Show me", "https://reach.example/r/abc")],
        });

        Assert.Empty(google.Faults);
        var card = Assert.Single(google.Messages).Content["richCard"]!["standaloneCard"]!["cardContent"]!;
        var id = google.Messages[0].Id;
        Assert.Equal(
            JsonNode.Parse($$$$"""
                {"title":"Launch day","description":"It's here. Reply STOP to opt out","media":{"height":"MEDIUM","contentInfo":{"fileUrl":"https://reach.example/m/abc"}},
                 "suggestions":[{"reply":{"text":"Count me in","postbackData":"{{{{id}}}}"}},{"action":{"text":"Show me","postbackData":"{{{{id}}}}","openUrlAction":{"url":"https://reach.example/r/abc"}}}]}
                """)!.ToJsonString(),
            card.ToJsonString());
    }

    [Fact]
    public async Task More_suggestions_than_a_card_shows_stand_below_it_and_a_document_behind_its_address()
    {
        await provider.SendAsync(Message() with
        {
            Title = "Launch day",
            Media = [new MessageMedia("https://reach.example/m/pdf", "application/pdf", "menu.pdf")],
            Suggestions = [.. Enumerable.Range(1, 5).Select(number => new Suggestion($"Answer {number}"))],
        });

        Assert.Empty(google.Faults);
        var content = Assert.Single(google.Messages).Content;
        Assert.Equal(5, content["suggestions"]!.AsArray().Count);
        Assert.EndsWith("\nhttps://reach.example/m/pdf", (string)content["richCard"]!["standaloneCard"]!["cardContent"]!["description"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CardWidth.Medium, "MEDIUM", "MEDIUM")]
    [InlineData(CardWidth.Small, "SMALL", "SHORT")]
    public async Task Cards_to_leaf_through_have_suggestions_of_their_own_and_some_below_them(CardWidth width, string told, string height)
    {
        await provider.SendAsync(Message() with
        {
            Text = "For those who see no cards",
            Carousel = new Carousel(width,
            [
                new Card("Tea", "From Assam ☕", new MessageMedia("https://reach.example/m/tea", "image/png", "tea.png"), [new Suggestion("Send me tea"), new Suggestion("Look", "https://reach.example/r/tea")]),
                new Card("Coffee", null, null, []),
            ]),
            Suggestions = [new Suggestion("Neither")],
        });

        Assert.Empty(google.Faults);
        var message = Assert.Single(google.Messages);
        Assert.Equal(
            JsonNode.Parse($$$$"""
                {"richCard":{"carouselCard":{"cardWidth":"{{{{told}}}}","cardContents":[
                  {"title":"Tea","description":"From Assam ☕","media":{"height":"{{{{height}}}}","contentInfo":{"fileUrl":"https://reach.example/m/tea"}},
                   "suggestions":[{"reply":{"text":"Send me tea","postbackData":"{{{{message.Id}}}}"}},{"action":{"text":"Look","postbackData":"{{{{message.Id}}}}","openUrlAction":{"url":"https://reach.example/r/tea"}}}]},
                  {"title":"Coffee"}]}},
                 "suggestions":[{"reply":{"text":"Neither","postbackData":"{{{{message.Id}}}}"}}]}
                """)!.ToJsonString(),
            message.Content.ToJsonString());
    }

    [Fact]
    public async Task Whoever_another_channel_reaches_next_gets_it_in_that_time_or_not_at_all()
    {
        await provider.SendAsync(Message() with { GoodFor = TimeSpan.FromMinutes(15) });
        await provider.SendAsync(Message(2) with { GoodFor = TimeSpan.FromSeconds(1) });
        Assert.Equal(["900s", "10s"], google.Messages.Select(message => message.Life));
    }

    [Fact]
    public async Task A_message_that_comes_again_is_known_and_sent_once()
    {
        google.Next(VendorFate.TakenAndBroken, VendorFate.Taken, VendorFate.TakenAndGarbled);
        Assert.Equal(HandOverResult.Unknown, (await provider.SendAsync(Message())).Result);
        Assert.Equal(new HandOver(HandOverResult.Accepted, provider.IdOf("run.1:0:0:1", Sent.Now)), await provider.SendAsync(Message()));
        Assert.Equal(HandOverResult.Unknown, (await provider.SendAsync(Message(2))).Result);
        Assert.Equal(HandOverResult.Accepted, (await provider.SendAsync(Message(2))).Result);
        Assert.Equal((2, 2), (google.Messages.Count, google.Repeats));
    }

    [Theory]
    [InlineData(400, "INVALID_ARGUMENT", HandOverResult.Rejected, "invalid_argument", null)]
    [InlineData(413, null, HandOverResult.Rejected, "too_large", null)]
    [InlineData(404, "NOT_FOUND", HandOverResult.Rejected, "no_rcs", null)]
    [InlineData(429, "You have reached the allowed traffic limit for this agent on the user", HandOverResult.Rejected, "enough_of_agent", null)]
    [InlineData(429, "RESOURCE_EXHAUSTED", HandOverResult.Deferred, "rate_limit", 30)]
    [InlineData(401, "UNAUTHENTICATED", HandOverResult.Deferred, "not_authorized", null)]
    [InlineData(403, "PERMISSION_DENIED", HandOverResult.Deferred, "not_authorized", null)]
    [InlineData(500, "INTERNAL", HandOverResult.Unknown, null, null)]
    [InlineData(503, "UNAVAILABLE", HandOverResult.Unknown, null, null)]
    public async Task Each_answer_of_Google_means_one_thing(int status, string? code, HandOverResult result, string? reason, int? seconds)
    {
        google.Next(VendorFate.Refused(status, code));
        var answer = await provider.SendAsync(Message());
        Assert.Equal((result, reason, seconds), (answer.Result, answer.Reason, (int?)answer.RetryAfter?.TotalSeconds));
        Assert.Empty(google.Messages);
    }

    [Fact]
    public async Task A_phone_without_rcs_is_refused_for_good_and_a_limit_waits_as_long_as_Google_says()
    {
        google.HasNone(Phone);
        Assert.Equal(new HandOver(HandOverResult.Rejected, null, "no_rcs"), await provider.SendAsync(Message()));
        google.Next(VendorFate.Refused(429, "RESOURCE_EXHAUSTED", retryAfter: "20"));
        Assert.Equal(TimeSpan.FromSeconds(20), (await provider.SendAsync(Message())).RetryAfter);
    }

    [Fact]
    public async Task What_is_too_long_is_refused_without_a_call()
    {
        Assert.Equal("text_too_long", (await provider.SendAsync(Message() with { Text = new string('x', 3073) })).Reason);
        Assert.Equal("text_too_long", (await provider.SendAsync(Message() with { Title = "Launch", Text = new string('x', 2001) })).Reason);
        Assert.Equal("text_too_long", (await provider.SendAsync(Message() with { Title = new string('x', 201) })).Reason);
        Assert.Empty(google.Requests);
    }

    [Fact]
    public async Task Without_a_token_or_a_connection_nobody_fails_and_the_check_says_so()
    {
        Assert.Null((await provider.CheckAsync(CancellationToken.None)).IsWell);
        google.Keys.GivesTokens = false;
        Assert.False((await provider.CheckAsync(CancellationToken.None)).IsWell);
        Assert.Equal("not_authorized", (await provider.SendAsync(Message())).Reason);
        await google.DisposeAsync();
        Assert.Equal((HandOverResult.Deferred, "unavailable"), ((await provider.SendAsync(Message())).Result, (await provider.SendAsync(Message())).Reason));
    }

    private static OutgoingMessage Message(int number = 1) => Sent.Message(RcsStandIn.Agent, Phone, number);
}
