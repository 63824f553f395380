using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Tests.Vendors;
using ActiveReach.Channels.Vendors;
using Carriers.StandIn.CommunicationServices;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActiveReach.Channels.Tests.CommunicationServices;

public sealed class AcsWhatsAppProviderTests : IAsyncLifetime
{
    private AcsStandIn service = null!;
    private AcsWhatsAppProvider provider = null!;

    public async Task InitializeAsync()
    {
        service = await AcsStandIn.StartAsync(new At(Sent.Now));
        var options = new AcsOptions { Endpoint = service.Endpoint, AccessKey = service.Key, WhatsAppChannels = new Dictionary<string, string> { ["18005550101"] = AcsStandIn.WhatsAppChannel } };
        provider = new AcsWhatsAppProvider(options, new AcsRequests(options, NullLogger<AcsRequests>.Instance));
    }

    public async Task DisposeAsync() => await service.DisposeAsync();

    [Fact]
    public async Task A_message_is_its_template_with_its_values_bound_to_their_places()
    {
        var answer = await provider.SendAsync(Message());
        var taken = Assert.Single(service.Messages);
        Assert.Equal(new HandOver(HandOverResult.Accepted, taken.MessageId), answer);
        Assert.Equal(("+919800000001", "launch|en|Diwali|Asha|it's here"), (taken.To, taken.Text));
        Assert.Empty(service.Faults);
    }

    [Fact]
    public async Task A_file_and_buttons_are_bound_in_their_order()
    {
        MessageButton[] buttons = [new(TemplateButtonType.QuickReply, "Yes"), new(TemplateButtonType.Url, "Offer", "https://reach.example/r/abc", "abc"), new(TemplateButtonType.Url, "Shop", "https://shop.example/")];
        var message = Message() with { Template = new TemplateMessage("900", "launch", "en", [], ["Asha"]) { Buttons = buttons }, Media = [new MessageMedia("https://reach.example/m/xyz", "image/png", "sale.png")] };
        await provider.SendAsync(message);
        Assert.Equal("launch|en|image:https://reach.example/m/xyz|Asha|quickReply:Yes|url:abc", Assert.Single(service.Messages).Text);

        // Nothing tells the service which of two addresses a value is for.
        var answer = await provider.SendAsync(message with { Template = message.Template with { Buttons = [buttons[2], buttons[1]] } });
        Assert.Equal((HandOverResult.Rejected, "button_order"), (answer.Result, answer.Reason));
    }

    [Fact]
    public async Task A_template_without_values_binds_none()
    {
        await provider.SendAsync(Message() with { Template = new TemplateMessage("900", "launch", "en", [], []) });
        Assert.Equal("""{"kind":"whatsApp"}""", Assert.Single(service.Requests).Body!["template"]!["bindings"]!.ToJsonString());
    }

    [Fact]
    public async Task A_message_whose_answer_was_lost_is_repeated_under_its_key_and_sent_once()
    {
        service.Next(AcsFate.TakenAndBroken, AcsFate.TakenAndGarbled);
        await Assert.ThrowsAnyAsync<Exception>(() => provider.SendAsync(Message()));
        Assert.Equal(HandOverResult.Unknown, (await provider.SendAsync(Message())).Result);
        Assert.Equal(Assert.Single(service.Messages).MessageId, (await provider.SendAsync(Message())).MessageId);
        Assert.Equal((2, RepeatKey.Window), (service.Repeats, provider.RepeatWindow));
    }

    [Theory]
    [InlineData(400, "TemplateNotFound", HandOverResult.Rejected, "template_not_found")]
    [InlineData(429, null, HandOverResult.Deferred, "rate_limit")]
    [InlineData(401, null, HandOverResult.Deferred, "not_authorized")]
    [InlineData(500, null, HandOverResult.Unknown, null)]
    public async Task Each_refusal_has_one_meaning(int status, string? code, HandOverResult result, string? reason)
    {
        service.Next(AcsFate.Refused(status, code, retryAfter: "9"));
        var answer = await provider.SendAsync(Message());
        Assert.Equal((result, reason), (answer.Result, answer.Reason));
        Assert.Equal(result is HandOverResult.Deferred ? TimeSpan.FromSeconds(9) : null, answer.RetryAfter);
    }

    [Fact]
    public async Task A_sender_without_a_channel_is_named_without_a_call()
    {
        Assert.Equal("unknown_sender", (await provider.SendAsync(Message() with { From = "+18005559999" })).Reason);
        Assert.Equal("text_too_long", (await provider.SendAsync(Message() with { Template = null, Text = new string('a', 4097) })).Reason);
        Assert.Empty(service.Requests);

        Assert.Equal(HandOverResult.Accepted, (await provider.SendAsync(Message() with { Template = null, Text = "We are open until six." })).Result);
        Assert.Equal("We are open until six.", Assert.Single(service.Messages).Text);
    }

    private static OutgoingMessage Message() => Sent.Message("+18005550101", "+919800000001") with { Template = new TemplateMessage("900", "launch", "en", ["Diwali"], ["Asha", "it's here"]) };

    private sealed class At(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
