using System.Text;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Vendors;
using ActiveReach.Delivery;
using ActiveReach.Inbox;

namespace ActiveReach.Channels.Tests.Rcs;

/// <summary>What Google sends, as its reference shows it.</summary>
public sealed class RcsEventReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("DELIVERED", LedgerEventKind.Delivered, null)]
    [InlineData("READ", LedgerEventKind.Opened, null)]
    [InlineData("TTL_EXPIRATION_REVOKED", LedgerEventKind.Failed, "expired")]
    public void An_event_tells_what_became_of_a_message(string type, LedgerEventKind kind, string? reason) => Assert.Equal(
        new MessageReport(kind, Channel.Rcs, "shop_agent@rbm.goog", null, "m1", reason, Now.AddMinutes(-1)),
        Read($$"""{"senderPhoneNumber":"+14155550123","eventType":"{{type}}","eventId":"e1","messageId":"m1","sendTime":"2026-12-01T11:59:00.000000Z","agentId":"shop_agent@rbm.goog"}"""));

    [Theory]
    [InlineData("""{"senderPhoneNumber":"+14155550123","messageId":"u1","sendTime":"2026-12-01T11:59:00Z","agentId":"a","text":"STOP"}""", "u1", "STOP")]
    [InlineData("""{"senderPhoneNumber":"+14155550123","messageId":"u2","agentId":"a","suggestionResponse":{"postbackData":"p","text":"Count me in","type":"REPLY"}}""", "u2", "Count me in")]
    [InlineData("""{"senderPhoneNumber":"+14155550123","eventType":"UNSUBSCRIBE","eventId":"e2","agentId":"a"}""", "e2", "STOP")]
    [InlineData("""{"senderPhoneNumber":"+14155550123","eventType":"SUBSCRIBE","eventId":"e3","agentId":"a"}""", "e3", "START")]
    public void What_somebody_types_or_taps_is_a_text_of_theirs(string told, string id, string text)
    {
        var received = Assert.IsType<InboundText>(Read(told));
        Assert.Equal((id, Channel.Rcs, "+14155550123", "a", text), (received.EventId, received.Channel, received.From, received.To, received.Text));
    }

    [Fact]
    public void A_tap_on_a_suggestion_of_ours_answers_the_message_that_had_it()
    {
        var told = """{"senderPhoneNumber":"+14155550123","messageId":"u2","agentId":"a","suggestionResponse":{"postbackData":"6d7b0e3a-0000-8000-8000-000000000001","text":"Count me in","type":"REPLY"}}""";
        Assert.Equal("6d7b0e3a-0000-8000-8000-000000000001", Assert.IsType<InboundText>(Read(told)).Answers);
    }

    [Fact]
    public void Reports_of_messages_to_try_a_campaign_out_are_dropped()
    {
        var id = RepeatKey.Of("tst_1", Now, hasRow: false).Id;
        Assert.Null(Read($$"""{"senderPhoneNumber":"+14155550123","eventType":"READ","eventId":"e1","messageId":"{{id}}","agentId":"a"}"""));
    }

    [Theory]
    [InlineData("""{"senderPhoneNumber":"+14155550123","eventType":"IS_TYPING","eventId":"e1","agentId":"a"}""")]
    [InlineData("""{"senderPhoneNumber":"+14155550123","messageId":"u1","agentId":"a","suggestionResponse":{"postbackData":"p","text":"Show me","type":"ACTION"}}""")]
    [InlineData("""{"senderPhoneNumber":"+14155550123","messageId":"u1","agentId":"a","location":{"latitude":1,"longitude":2}}""")]
    [InlineData("""{"eventType":"READ"}""")]
    [InlineData("""{"eventType":7,"eventId":"e1"}""")]
    [InlineData("[]")]
    public void What_means_nothing_to_campaigns_is_passed_over(string told) => Assert.Null(Read(told));

    private static ProviderEvent? Read(string told) => new RcsEventReader().Read(Encoding.UTF8.GetBytes(told), Now);
}
