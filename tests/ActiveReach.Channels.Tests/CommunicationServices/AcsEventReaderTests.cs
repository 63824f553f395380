using System.Text;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Vendors;
using ActiveReach.Delivery;
using ActiveReach.Inbox;

namespace ActiveReach.Channels.Tests.CommunicationServices;

public sealed class AcsEventReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Delivered", LedgerEventKind.Delivered, null)]
    [InlineData("Failed", LedgerEventKind.Failed, "undeliverable")]
    public void A_report_of_a_text_tells_its_outcome(string status, LedgerEventKind kind, string? reason) =>
        Assert.Equal(
            new MessageReport(kind, Channel.Sms, "+18005550100", "run.1:0:0:1", "m1", reason, Now.AddMinutes(-1)),
            Read("SMSDeliveryReportReceived", $$"""{"messageId":"m1","from":"+18005550100","to":"+1","deliveryStatus":"{{status}}","receivedTimestamp":"2026-12-01T11:59:00Z","tag":"run.1:0:0:1"}"""));

    [Theory]
    [InlineData("Delivered", LedgerEventKind.Delivered)]
    [InlineData("Bounced", LedgerEventKind.Bounced)]
    [InlineData("Failed", LedgerEventKind.Failed)]
    [InlineData("FilteredSpam", LedgerEventKind.Failed)]
    [InlineData("Quarantined", LedgerEventKind.Failed)]
    [InlineData("Suppressed", LedgerEventKind.Failed)]
    public void A_report_of_a_mail_tells_its_outcome(string status, LedgerEventKind kind) =>
        Assert.Equal(kind, Assert.IsType<MessageReport>(Read("EmailDeliveryReportReceived", $$"""{"sender":"a@b.example","messageId":"m1","status":"{{status}}"}""")).Kind);

    [Fact]
    public void Reports_are_read_whatever_id_a_carrier_gave_and_only_those_of_mails_without_a_row_are_dropped()
    {
        var random = new Random(1);
        var id = new byte[16];
        for (var count = 0; count < 1_000; count++)
        {
            random.NextBytes(id);
            Assert.NotNull(Report(new Guid(id)));
            Assert.NotNull(Report(RepeatKey.Of($"run.1:0:0:{count}", Now, hasRow: true).Id));
            Assert.Null(Report(RepeatKey.Of($"member-{count}", Now, hasRow: false).Id));
        }

        static ProviderEvent? Report(Guid id) => Read("EmailDeliveryReportReceived", $$"""{"sender":"a@b.example","messageId":"{{id}}","status":"Delivered"}""");
    }

    [Theory]
    [InlineData("view", "Mozilla/5.0 (Macintosh) Safari/605", LedgerEventKind.Opened)]
    [InlineData("view", "GoogleImageProxy", LedgerEventKind.Opened)]
    [InlineData("view", "Mozilla/5.0", LedgerEventKind.MachineOpened)]
    [InlineData("click", "Mozilla/5.0 (Macintosh) Safari/605", LedgerEventKind.Clicked)]
    [InlineData("click", "curl/8.5.0", LedgerEventKind.MachineClicked)]
    public void Engagement_of_a_mail_is_read(string type, string agent, LedgerEventKind kind) =>
        Assert.Equal(kind, Assert.IsType<MessageReport>(Read("EmailEngagementTrackingReportReceived", $$"""{"sender":"a@b.example","messageId":"m1","engagementType":"{{type}}","userAgent":"{{agent}}"}""")).Kind);

    [Fact]
    public void A_text_from_a_person_is_read_in_both_schemas()
    {
        var expected = new InboundText("e1", Channel.Sms, "+14155550123", "+18005550100", "Hi 😍", Now.AddMinutes(-2));
        const string inner = """{"from":"+14155550123","to":"+18005550100","message":"Hi 😍","receivedTimestamp":"2026-12-01T11:58:00+00:00"}""";

        Assert.Equal(expected, Read("SMSReceived", inner));
        Assert.Equal(expected, new AcsEventReader().Read(
            Encoding.UTF8.GetBytes($$"""{"specversion":"1.0","id":"e1","type":"Microsoft.Communication.SMSReceived","time":"2026-12-01T11:58:00Z","data":{{inner}}}"""), Now));
    }

    [Theory]
    [InlineData("delivered", LedgerEventKind.Delivered, null)]
    [InlineData("read", LedgerEventKind.Opened, null)]
    [InlineData("failed", LedgerEventKind.Failed, "whatsapp_131026")]
    public void A_receipt_of_WhatsApp_tells_its_outcome_and_whoever_has_read_it_has_opened_it(string status, LedgerEventKind kind, string? reason) =>
        Assert.Equal(
            new MessageReport(kind, Channel.WhatsApp, "+18005550101", null, "m1", reason, Now.AddMinutes(-1)),
            Read("AdvancedMessageDeliveryStatusUpdated", $$"""{"messageId":"m1","channelType":"whatsapp","from":"+18005550101","to":"+91","status":"{{status}}","error":{"channelCode":"131026"},"receivedTimestamp":"2026-12-01T11:59:00Z"}"""));

    [Fact]
    public void An_answer_on_WhatsApp_says_which_message_it_answers() => Assert.Equal(
        new InboundText("e1", Channel.WhatsApp, "+919800000001", "+18005550101", "Yes", Now.AddMinutes(-2), "m1"),
        Read("AdvancedMessageReceived", """{"channelType":"whatsapp","from":"+919800000001","to":"+18005550101","content":"Yes","context":{"id":"m1"},"receivedTimestamp":"2026-12-01T11:58:00Z"}"""));

    [Fact]
    public void A_channel_of_WhatsApp_is_known_by_its_registration()
    {
        const string channel = "11111111-1111-1111-1111-111111111111";
        var reader = new AcsEventReader(new AcsOptions { Endpoint = new Uri("https://shop.communication.azure.com"), WhatsAppChannels = new Dictionary<string, string> { ["18005550101"] = channel } });
        Assert.Equal("+18005550101", Assert.IsType<MessageReport>(Read(reader, "AdvancedMessageDeliveryStatusUpdated", $$"""{"messageId":"m1","channelType":"whatsapp","from":"{{channel.ToUpperInvariant()}}","to":"919800000001","status":"delivered"}""")).Sender);
        Assert.Equal("+18005550101", Assert.IsType<InboundText>(Read(reader, "AdvancedMessageReceived", $$"""{"channelType":"whatsapp","from":"919800000001","to":"{{channel}}","content":"Yes"}""")).To);
    }

    [Theory]
    [InlineData("""{"button":{"text":"Stop promotions","payload":"stop"}}""", "Stop promotions")]
    [InlineData("""{"interactive":{"type":"buttonReply","buttonReply":{"id":"b1","title":"Yes, please"}}}""", "Yes, please")]
    [InlineData("""{"interactive":{"type":"listReply","listReply":{"id":"l1","title":"Priority Mail"}}}""", "Priority Mail")]
    [InlineData("""{"media":{"mimeType":"image/jpeg","id":"m1","caption":"Like this?"}}""", "Like this?")]
    [InlineData("""{"media":{"mimeType":"image/jpeg","id":"m1"}}""", "[image]")]
    [InlineData("""{"reaction":{"emoji":"x","messageId":"m1"}}""", null)]
    public void Whatever_people_answer_with_on_WhatsApp_has_words(string answer, string? text) =>
        Assert.Equal(text, (Read("AdvancedMessageReceived", $$"""{"channelType":"whatsapp","from":"919800000001","to":"+18005550101",{{answer[1..]}}""") as InboundText)?.Text);

    [Theory]
    [InlineData("AdvancedMessageReceived", """{"channelType":"carrier pigeon","from":"+1","to":"+2","content":"x"}""")]
    [InlineData("AdvancedMessageDeliveryStatusUpdated", """{"channelType":"whatsapp","status":"sent"}""")]
    [InlineData("SMSDeliveryReportReceived", """{"deliveryStatus":"Dancing"}""")]
    [InlineData("SMSDeliveryReportReceived", """{"deliveryStatus":7}""")]
    [InlineData("SMSReceived", """{"from":"","to":"+18005550100","message":"x"}""")]
    [InlineData("SMSReceived", """{"to":"+18005550100","message":"x"}""")]
    [InlineData("CallStarted", "{}")]
    public void What_means_nothing_is_nothing(string type, string inner) => Assert.Null(Read(type, inner));

    [Theory]
    [InlineData("2036-01-01T00:00:00Z")]
    [InlineData("yesterday")]
    [InlineData("1999-01-01T00:00:00Z")]
    public void A_time_that_can_not_be_is_the_time_of_receipt(string time) =>
        Assert.Equal(Now, Read("SMSDeliveryReportReceived", $$"""{"deliveryStatus":"Delivered","receivedTimestamp":"{{time}}"}""")!.At);

    private static ProviderEvent? Read(string type, string inner) => Read(new AcsEventReader(), type, inner);

    private static ProviderEvent? Read(AcsEventReader reader, string type, string inner) => reader.Read(
        Encoding.UTF8.GetBytes($$"""{"id":"e1","eventType":"Microsoft.Communication.{{type}}","data":{{inner}}}"""), Now);
}
