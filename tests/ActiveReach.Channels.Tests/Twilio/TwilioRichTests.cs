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
    public async Task A_card_is_not_sent_without_what_makes_it_one()
    {
        var provider = new TwilioRcsProvider(Account, http, Callback, NullLogger<TwilioRcsProvider>.Instance);
        Assert.Equal(["title", "suggestions", "cards", "cardWidth"], provider.LeavesOut);
        Assert.Equal("card_not_carried", (await provider.SendAsync(Sent.Message("shop_agent", Person) with { Title = "Launch" })).Reason);
        Assert.Equal("card_not_carried", (await provider.SendAsync(Sent.Message("shop_agent", Person) with { Suggestions = [new Suggestion("Yes")] })).Reason);
        Assert.Equal("text_too_long", (await provider.SendAsync(Sent.Message("shop_agent", Person) with { Text = new string('x', 3073) })).Reason);
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
}
