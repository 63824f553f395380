using System.Text.Json.Nodes;
using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Channels.Twilio;
using Carriers.StandIn.Twilio;
using Carriers.StandIn.Vendors;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.Twilio;

/// <summary>Texts with files, RCS and WhatsApp through Twilio.</summary>
public sealed class TwilioRichTests : IAsyncLifetime
{
    private const string Person = "+14155550123";
    private const string Picture = "https://reach.example/m/abc";

    private static readonly Uri Callback = new("https://reach.example/api/webhooks/twilio");

    private readonly HttpClient http = new();
    private TwilioStandIn twilio = null!;

    private TwilioOptions Account => new() { AccountSid = TwilioStandIn.Account, AuthToken = TwilioStandIn.Token, MessagingServiceSid = "MG0123456789abcdef0123456789abcdef", Endpoint = new Uri(twilio.Address) };

    private static Carousel Two(string description) => new(CardWidth.Medium,
    [
        new Card("Tea", description, new MessageMedia(Picture, "image/png", "tea.png"), [new Suggestion("Look", "https://reach.example/r/tea")]),
        new Card("Coffee", "From Coorg", new MessageMedia(Picture, "image/png", "coffee.png"), [new Suggestion("Look", "https://reach.example/r/coffee")]),
    ]);

    private TwilioRcsProvider Rcs() => new(Account with { ContentEndpoint = new Uri(twilio.Address) }, http, Callback, NullLogger<TwilioRcsProvider>.Instance);

    public async Task InitializeAsync() => twilio = await TwilioStandIn.OpenAsync();

    public async Task DisposeAsync()
    {
        http.Dispose();
        await twilio.DisposeAsync();
    }

    [Theory]
    [InlineData(true, "+18005550100", Person, true)]
    [InlineData(true, "12345", Person, true)]
    [InlineData(true, "+18005550100", "+919800000001", false)]
    [InlineData(true, "PUNESHOP", Person, false)]
    [InlineData(false, "+18005550100", Person, false)]
    public async Task A_text_carries_its_file_where_the_networks_do_and_else_the_link(bool mms, string from, string to, bool isCarried)
    {
        var provider = new TwilioSmsProvider(Account with { Mms = mms }, http, Callback, NullLogger<TwilioSmsProvider>.Instance);
        await provider.SendAsync(Sent.Message(from, to) with { Text = "Look: https://reach.example/r/x", TextBesideMedia = "Look:", Media = [new MessageMedia(Picture, "image/png", "sale.png")] });

        var text = Assert.Single(twilio.Texts);
        Assert.Equal(isCarried ? ("Look:", Picture) : ("Look: https://reach.example/r/x", null), (text.Body, text.Media));
        Assert.Empty(twilio.Faults);
    }

    [Fact]
    public async Task A_file_that_Twilio_cannot_fetch_stays_a_link()
    {
        var provider = new TwilioSmsProvider(Account with { Mms = true }, http, null, NullLogger<TwilioSmsProvider>.Instance);
        await provider.SendAsync(Sent.Message("+18005550100", Person) with { Text = "Look: http://localhost/r/x", TextBesideMedia = "Look:", Media = [new MessageMedia("http://localhost/m/abc", "image/png", "sale.png")] });
        Assert.Equal("Look: http://localhost/r/x", Assert.Single(twilio.Texts).Body);
    }

    [Fact]
    public async Task Rcs_names_the_agent_and_the_persons_rcs_so_that_Twilio_sends_no_text_in_its_place()
    {
        var provider = new TwilioRcsProvider(Account, http, Callback, NullLogger<TwilioRcsProvider>.Instance);
        var answer = await provider.SendAsync(Sent.Message("shop_agent", Person) with { Text = "It's here", Media = [new MessageMedia(Picture, "image/png", "sale.png")] });

        var sent = Assert.Single(twilio.Texts);
        Assert.Equal(new HandOver(HandOverResult.Accepted, sent.Sid), answer);
        Assert.Equal(("rcs:shop_agent", $"rcs:{Person}", "It's here", Picture, null, "https://reach.example/api/webhooks/twilio?tag=run.1%3A0%3A0%3A1"), (sent.From, sent.To, sent.Body, sent.Media, sent.Service, sent.Callback));
        Assert.Empty(twilio.Faults);
    }

    [Fact]
    public async Task A_card_is_made_of_a_content_that_messages_of_its_shape_share()
    {
        var provider = Rcs();
        foreach (var name in new[] { "Ann", "Bob" })
        {
            await provider.SendAsync(Sent.Message("shop_agent", Person, name.Length + name[0]) with
            {
                Title = $"For {name}",
                Text = $"Hi {name}",
                Media = [new MessageMedia(Picture, "image/png", "sale.png")],
                Suggestions = [new Suggestion("Count me in"), new Suggestion("Show me", $"https://reach.example/r/{name}")],
            });
        }

        Assert.Empty(twilio.Faults);
        var content = Assert.Single(twilio.Contents.All);
        Assert.Equal(
            JsonNode.Parse("""
                {"twilio/card":{"title":"{{1}}","body":"{{2}}","media":["https://reach.example/{{3}}"],"height":"MEDIUM","actions":[
                  {"type":"QUICK_REPLY","title":"Count me in","id":"reply_1","chip_list":false},{"type":"URL","title":"Show me","url":"https://reach.example/r/{{4}}","chip_list":false}]}}
                """)!.ToJsonString(),
            content["types"]!.ToJsonString());
        Assert.DoesNotContain("Ann", content.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, twilio.Texts.Count);
        Assert.All(twilio.Texts, text => Assert.Equal(("rcs:shop_agent", $"rcs:{Person}", (string)content["sid"]!, ""), (text.From, text.To, text.Content, text.Body)));
        Assert.Equal("""{"1":"For Bob","2":"Hi Bob","3":"m/abc.png","4":"Bob"}""", twilio.Texts[1].Variables);

        // Another process finds it there.
        await Rcs().SendAsync(Sent.Message("shop_agent", Person, 9) with { Title = "For Eve", Text = "Hi Eve", Media = [new MessageMedia(Picture, "image/png", "sale.png")], Suggestions = [new Suggestion("Count me in"), new Suggestion("Show me", "https://reach.example/r/Eve")] });
        Assert.Equal((3, 1), (twilio.Texts.Count, twilio.Contents.All.Count));
    }

    [Fact]
    public async Task A_content_that_nothing_was_heard_of_is_looked_for_again_with_the_next_message()
    {
        using var deaf = new HttpClient(new DeafAtFirst());
        var provider = new TwilioRcsProvider(Account with { ContentEndpoint = new Uri(twilio.Address) }, deaf, Callback, NullLogger<TwilioRcsProvider>.Instance);
        var answers = new List<HandOver>();
        for (var message = 1; message <= 2; message++)
            answers.Add(await provider.SendAsync(Sent.Message("shop_agent", Person, message) with { Title = "Launch" }));

        Assert.Equal([HandOverResult.Deferred, HandOverResult.Accepted], answers.Select(answer => answer.Result));
        Assert.Single(twilio.Texts);
    }

    [Fact]
    public async Task Cards_to_leaf_through_are_a_carousel_and_a_text_where_Twilio_shows_none()
    {
        var provider = Rcs();
        await provider.SendAsync(Sent.Message("shop_agent", Person) with { Text = "Two kinds", Carousel = Two("From Assam") });
        await provider.SendAsync(Sent.Message("shop_agent", Person, 2) with { Text = "Two kinds", Carousel = Two(new string('x', 160)) });
        await provider.SendAsync(Sent.Message("shop_agent", Person, 3) with { Text = "Two kinds", Carousel = new Carousel(CardWidth.Medium, [new Card("Tea", null, null, []), new Card("Coffee", null, null, [])]) });

        Assert.Empty(twilio.Faults);
        Assert.Equal("""{"1":"Tea","2":"From Assam","3":"m/abc.png","4":"tea","5":"Coffee","6":"From Coorg","7":"m/abc.png","8":"coffee"}""", twilio.Texts[0].Variables);
        Assert.Equal(["", "Two kinds", "Two kinds"], twilio.Texts.Select(text => text.Body));
        Assert.Equal("twilio/carousel", Assert.Single(Assert.Single(twilio.Contents.All)["types"]!.AsObject()).Key);
        Assert.Equal("card_not_carried", (await provider.SendAsync(Sent.Message("shop_agent", Person, 4) with { Text = "", Carousel = Two(new string('x', 160)) })).Reason);
    }

    [Fact]
    public void What_Twilio_takes_no_card_of_is_named_with_the_reason()
    {
        var provider = Rcs();
        Assert.Equal(["cardWidth"], provider.LeavesOut);
        Assert.Null(provider.Unfit([new Suggestion("Yes"), new Suggestion("A link of up to 25 letters", "https://x.example/{{city}}")], null));
        Assert.Null(provider.Unfit([], Two("{{city}}")));
        Assert.Equal("suggestions", provider.Unfit([new Suggestion("{{first_name}}")], null)?.Part);
        Assert.Equal("suggestions", provider.Unfit([new Suggestion("An answer of 25 letters x")], null)?.Part);
        Assert.Contains("below cards", provider.Unfit([new Suggestion("Yes")], Two("x"))?.Why, StringComparison.Ordinal);
        var card = Two("x").Cards[0];
        foreach (var (cards, why) in new (Card[], string)[]
        {
            ([card, card with { Media = null }], "needs media"), ([card, card with { Description = " " }], "a description"), ([card, card with { Suggestions = [] }], "one or 2"),
            ([card, card with { Suggestions = [new Suggestion("1")] }], "same kinds"), ([card, card with { Suggestions = [new Suggestion("{{city}}", "https://x.example/")] }], "has fields"), ([card, card with { Description = new string('x', 158) }], "160 characters"),
        })
            Assert.Contains(why, provider.Unfit([], new Carousel(CardWidth.Medium, cards))?.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "20001", HandOverResult.Rejected, "card_refused")]
    [InlineData(401, "20003", HandOverResult.Deferred, "not_authorized")]
    [InlineData(429, "20429", HandOverResult.Deferred, "rate_limit")]
    [InlineData(503, null, HandOverResult.Deferred, "unavailable")]
    public async Task Where_no_content_can_be_made_nothing_is_sent_and_it_is_asked_for_again(int status, string? code, HandOverResult result, string reason)
    {
        var provider = Rcs();
        twilio.Next(VendorFate.Refused(status, code));
        var answer = await provider.SendAsync(Sent.Message("shop_agent", Person) with { Title = "Launch" });
        Assert.Equal((result, reason), (answer.Result, answer.Reason));
        Assert.Empty(twilio.Texts);
        Assert.Equal(HandOverResult.Accepted, (await provider.SendAsync(Sent.Message("shop_agent", Person) with { Title = "Launch" })).Result);
    }

    [Fact]
    public async Task What_is_too_long_for_a_text_or_a_card_is_not_sent()
    {
        var provider = Rcs();
        Assert.Equal("text_too_long", (await provider.SendAsync(Sent.Message("shop_agent", Person) with { Text = new string('x', 3073) })).Reason);
        Assert.Equal("text_too_long", (await provider.SendAsync(Sent.Message("shop_agent", Person) with { Text = new string('x', 1601), Title = "Launch" })).Reason);
        Assert.Equal("text_too_long", (await provider.SendAsync(Sent.Message("shop_agent", Person) with { Title = new string('x', 201) })).Reason);
        Assert.Empty(twilio.Requests);
    }

    [Theory]
    [InlineData("63036", "not_reachable")]
    [InlineData("63003", "unknown_number")]
    [InlineData("63007", "invalid_sender")]
    [InlineData("63049", "whatsapp_131049")]
    public async Task A_phone_without_the_channel_is_refused_for_good(string code, string reason)
    {
        twilio.Next(VendorFate.Refused(400, code));
        Assert.Equal(new HandOver(HandOverResult.Rejected, null, reason), await new TwilioRcsProvider(Account, http, Callback, NullLogger<TwilioRcsProvider>.Instance).SendAsync(Sent.Message("shop_agent", Person)));
    }

    [Fact]
    public async Task A_template_of_another_vendor_is_not_sent()
    {
        var provider = new TwilioWhatsAppProvider(Account, http, Callback, NullLogger<TwilioWhatsAppProvider>.Instance);
        Assert.Equal("template_not_approved", (await provider.SendAsync(Sent.Message("+18005550101", Person))).Reason);
        Assert.Equal("template_not_approved", (await provider.SendAsync(Sent.Message("+18005550101", Person) with { Template = new TemplateMessage("900000000001", "launch", "en", [], ["Ann"]) })).Reason);
        Assert.Empty(twilio.Requests);
    }

    [Fact]
    public async Task A_film_that_Twilio_takes_none_of_is_not_shown_in_a_header()
    {
        var message = Sent.Message("+18005550101", Person) with { Template = new TemplateMessage($"HX{new string('0', 32)}", "launch", "en", [], ["Ann"]), Media = [new MessageMedia("https://reach.example/m/token", "video/3gpp", "film.3gp")] };
        Assert.Equal("media_type", (await new TwilioWhatsAppProvider(Account, http, Callback, NullLogger<TwilioWhatsAppProvider>.Instance).SendAsync(message)).Reason);
        Assert.Empty(twilio.Requests);
    }

    /// <summary>Its first request takes too long.</summary>
    private sealed class DeafAtFirst() : DelegatingHandler(new HttpClientHandler())
    {
        private int requests;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Interlocked.Increment(ref requests) == 1 ? throw new TaskCanceledException("No answer in time.") : base.SendAsync(request, cancellationToken);
    }
}
