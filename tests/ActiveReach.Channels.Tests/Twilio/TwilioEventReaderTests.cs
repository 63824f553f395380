using ActiveReach.Channels.Twilio;
using ActiveReach.Delivery;
using ActiveReach.Inbox;
using Microsoft.AspNetCore.WebUtilities;
using static ActiveReach.Channels.Tests.Vendors.Sent;

namespace ActiveReach.Channels.Tests.Twilio;

/// <summary>Callbacks as Twilio posts them.</summary>
public sealed class TwilioEventReaderTests
{
    private const string Delivered = "SmsSid=SM2xxxxxxxx&SmsStatus=delivered&MessageStatus=delivered&To=%2B919800000001&MessageSid=SM2xxxxxxxx&AccountSid=ACxxxxxxx&From=%2B18005550100&ApiVersion=2010-04-01&RawDlrDoneDate=2612011159";
    private const string Undelivered = "ErrorCode=30003&SmsSid=SM2xxxxxxxx&SmsStatus=undelivered&MessageStatus=undelivered&To=%2B919800000001&MessageSid=SM2xxxxxxxx&AccountSid=ACxxxxxxx&From=%2B18005550100&ApiVersion=2010-04-01";
    private const string Received = "ToCountry=US&ToState=&SmsMessageSid=SM9&NumMedia=0&ToCity=&FromZip=&SmsSid=SM9&FromState=&SmsStatus=received&FromCity=&Body=Hi+%F0%9F%98%8D&FromCountry=IN&To=%2B18005550100&ToZip=&NumSegments=1&MessageSid=SM9&AccountSid=ACxxxxxxx&From=%2B919800000001&ApiVersion=2010-04-01";

    [Fact]
    public void A_report_finds_its_text_by_the_tag_of_its_address() => Assert.Equal(
        new MessageReport(LedgerEventKind.Delivered, Channel.Sms, "+18005550100", "run.1:0:0:1", "SM2xxxxxxxx", null, Now), Read(Delivered, "run.1:0:0:1"));

    [Fact]
    public void Without_a_tag_there_are_sender_and_id() => Assert.Equal(
        new MessageReport(LedgerEventKind.Delivered, Channel.Sms, "+18005550100", null, "SM2xxxxxxxx", null, Now), Read(Delivered));

    [Theory]
    [InlineData("30003", "unreachable")]
    [InlineData("30004", "blocked")]
    [InlineData("30005", "unknown_number")]
    [InlineData("30006", "not_a_mobile_number")]
    [InlineData("30007", "filtered_spam")]
    [InlineData("30008", "undeliverable")]
    [InlineData("30454", "twilio_30454")]
    [InlineData("", "undeliverable")]
    public void A_failure_has_its_reason(string code, string reason) =>
        Assert.Equal((LedgerEventKind.Failed, reason), Read(Undelivered.Replace("30003", code, StringComparison.Ordinal), "run.1:0:0:1") is MessageReport report ? (report.Kind, report.Reason!) : default);

    [Theory]
    [InlineData("queued")]
    [InlineData("sending")]
    [InlineData("sent")]
    [InlineData("dancing")]
    public void What_is_known_already_or_not_at_all_is_nothing(string status) => Assert.Null(Read(Delivered.Replace("MessageStatus=delivered", $"MessageStatus={status}", StringComparison.Ordinal), "run.1:0:0:1"));

    [Fact]
    public void A_text_from_a_person_is_read() => Assert.Equal(new InboundText("SM9", Channel.Sms, "+919800000001", "+18005550100", "Hi 😍", Now), Read(Received));

    [Fact]
    public void A_picture_without_words_is_an_answer() =>
        Assert.Equal("[media]", (Read(Received.Replace("Hi+%F0%9F%98%8D", "", StringComparison.Ordinal).Replace("NumMedia=0", "NumMedia=1", StringComparison.Ordinal)) as InboundText)?.Text);

    [Theory]
    [InlineData("whatsapp:%2B18005550101", Channel.WhatsApp, "+18005550101")]
    [InlineData("rcs:shop_agent", Channel.Rcs, "shop_agent")]
    public void The_channel_stands_before_the_sender_and_who_has_read_has_opened(string from, Channel channel, string sender)
    {
        var form = Delivered.Replace("%2B18005550100", from, StringComparison.Ordinal).Replace("MessageStatus=delivered", "MessageStatus=read", StringComparison.Ordinal);
        Assert.Equal(new MessageReport(LedgerEventKind.Opened, channel, sender, "run.1:0:0:1", "SM2xxxxxxxx", null, Now), Read(form, "run.1:0:0:1"));
    }

    [Theory]
    [InlineData("messenger:123")]
    [InlineData("%2B18005550100")]
    public void What_a_channel_does_not_tell_is_nothing(string from) =>
        Assert.Null(Read(Delivered.Replace("%2B18005550100", from, StringComparison.Ordinal).Replace("MessageStatus=delivered", "MessageStatus=read", StringComparison.Ordinal), "run.1:0:0:1"));

    [Fact]
    public void A_tap_on_a_button_answers_the_message_that_had_it()
    {
        var form = "MessageSid=SM9&From=rcs%3A%2B919800000001&To=rcs%3Ashop_agent&Body=payload&ButtonText=Count+me+in&ButtonPayload=payload&OriginalRepliedMessageSid=SM2";
        Assert.Equal(new InboundText("SM9", Channel.Rcs, "+919800000001", "shop_agent", "Count me in", Now, "SM2"), Read(form));
    }

    [Fact]
    public void A_form_without_a_message_is_not_kept()
    {
        Assert.Null(TwilioEventReader.Keep([], "run.1:0:0:1", Now));
        Assert.Null(Read("MessageSid=SM9&From=%2B1&To=%2B2"));
        Assert.Equal("SM2xxxxxxxx:delivered", TwilioEventReader.Keep(Fields(Delivered + "&tag=run.9:0:0:1"), "run.1:0:0:1", Now)!.EventId);
        Assert.Equal("run.1:0:0:1", ((MessageReport)Read(Delivered + "&tag=run.9:0:0:1", "run.1:0:0:1")!).Tag);
        Assert.Null(((MessageReport)Read(Delivered + "&tag=run.9:0:0:1")!).Tag);
    }

    [Fact]
    public void A_signature_is_that_of_Twilios_own_examples()
    {
        Assert.Equal("RSOYDt4T1cUTdK1PDd93/VVr8B8=", TwilioSignature.Of("https://mycompany.com/myapp.php?foo=1&bar=2", Fields("Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE"), "12345"));
        Assert.Equal("IK+Dwps556ElfBT0I3Rgjkr1wJU=", TwilioSignature.Of("https://mycompany.com/myapp.php?foo=1&bar=2", Fields("Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234"), "12345"));
    }

    [Fact]
    public void A_signature_matches_whatever_of_the_tokens_made_it_and_nothing_else()
    {
        var fields = Fields(Received);
        var (address, other) = (new Uri("https://reach.example/api/webhooks/twilio?tag=run.1%3A0%3A0%3A1"), new Uri("https://reach.example/api/webhooks/twilio?tag=run.1%3A0%3A0%3A2"));
        var signature = TwilioSignature.Of(address.AbsoluteUri, fields, "new-token");
        Assert.True(TwilioSignature.Matches(signature, address, fields, ["old-token", "new-token"]));
        Assert.True(TwilioSignature.Matches(TwilioSignature.Of(address.AbsoluteUri.Replace("example/", "example:443/", StringComparison.Ordinal), fields, "new-token"), address, fields, ["new-token"]));
        Assert.False(TwilioSignature.Matches(signature, address, fields, ["old-token"]));
        Assert.False(TwilioSignature.Matches(signature, address, fields, []));
        Assert.False(TwilioSignature.Matches(signature, other, fields, ["new-token"]));
        Assert.False(TwilioSignature.Matches(signature, address, fields[1..], ["new-token"]));
        Assert.False(TwilioSignature.Matches("", address, fields, ["new-token"]));
    }

    private static ProviderEvent? Read(string form, string? tag = null) => new TwilioEventReader().Read(TwilioEventReader.Keep(Fields(form), tag, Now)!.Payload, Now);

    private static List<KeyValuePair<string, IReadOnlyList<string>>> Fields(string form) =>
        [.. QueryHelpers.ParseQuery(form).Select(one => new KeyValuePair<string, IReadOnlyList<string>>(one.Key, [.. one.Value.Select(value => value!)]))];
}
