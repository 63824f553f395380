using System.Text;
using ActiveReach.Channels.Ses;
using ActiveReach.Delivery;
using ActiveReach.Inbox;
using static ActiveReach.Channels.Tests.Vendors.Sent;

namespace ActiveReach.Channels.Tests.Ses;

/// <summary>Events as Amazon's guide has them.</summary>
public sealed class SesEventReaderTests
{
    private const string Bounce = """
        {"eventType":"Bounce","bounce":{"bounceType":"Permanent","bounceSubType":"General",
          "bouncedRecipients":[{"emailAddress":"recipient@example.com","action":"failed","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}],
          "timestamp":"2026-12-01T11:59:00.000Z","feedbackId":"01000157c44f053b-61b59c11-9236-11e6-8f96-7be8aexample-000000","reportingMTA":"dsn; mta.example.com"},
         "mail":{"timestamp":"2026-12-01T11:58:00.000Z","source":"Sender Name <sender@example.com>","sourceArn":"arn:aws:ses:us-east-1:123456789012:identity/sender@example.com","sendingAccountId":"123456789012",
          "messageId":"EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000","destination":["recipient@example.com"],"headersTruncated":false,
          "headers":[{"name":"From","value":"Sender Name <sender@example.com>"}],"commonHeaders":{"from":["Sender Name <sender@example.com>"]},
          "tags":{"ses:configuration-set":["ConfigSet"],"ses:source-ip":["192.0.2.0"],"ses:from-domain":["example.com"],"activereach":["TAG"]}}}
        """;

    private static readonly string Tag = SesTag.Write("run.1:0:0:1");

    [Fact]
    public void A_bounce_for_good_is_hard_and_names_its_mailbox() => Assert.Equal(
        new MessageReport(LedgerEventKind.Bounced, Channel.Email, "sender@example.com", "run.1:0:0:1", "EXAMPLE7c191be45-e9aedb9a-02f9-4d12-a87d-dd0099a07f8a-000000", "bounced", Now.AddMinutes(-1), "recipient@example.com", true),
        Read(Bounce));

    [Theory]
    [InlineData("Permanent", "NoEmail", LedgerEventKind.Bounced, "bounced", true)]
    [InlineData("Permanent", "Suppressed", LedgerEventKind.Failed, "suppressed_by_provider", false)]
    [InlineData("Permanent", "OnAccountSuppressionList", LedgerEventKind.Failed, "suppressed_by_provider", false)]
    [InlineData("Transient", "General", LedgerEventKind.Bounced, "bounced", false)]
    [InlineData("Transient", "MailboxFull", LedgerEventKind.Bounced, "mailbox_full", false)]
    [InlineData("Undetermined", "Undetermined", LedgerEventKind.Bounced, "bounced", false)]
    public void Of_bounces_only_the_permanent_ones_that_were_tried_are_hard(string type, string subtype, LedgerEventKind kind, string reason, bool isHard)
    {
        var report = Assert.IsType<MessageReport>(Read(Bounce.Replace("\"Permanent\"", $"\"{type}\"", StringComparison.Ordinal).Replace("\"General\"", $"\"{subtype}\"", StringComparison.Ordinal)));
        Assert.Equal((kind, reason, isHard), (report.Kind, report.Reason, report.IsHardBounce));
    }

    [Fact]
    public void A_delivery_a_rejection_and_a_complaint_are_read()
    {
        Assert.Equal(
            (LedgerEventKind.Delivered, Now.AddMinutes(-1)),
            Read(Of("Delivery", "delivery", """{"timestamp":"2026-12-01T11:59:00.000Z","processingTimeMillis":546,"recipients":["recipient@example.com"],"smtpResponse":"250 ok:  Message 64111812 accepted"}""")) is MessageReport report ? (report.Kind, report.At) : default);
        Assert.Equal("rejected_by_provider", (Read(Of("Reject", "reject", """{"reason":"Bad content"}""")) as MessageReport)?.Reason);
        var complaint = Assert.IsType<MessageReport>(Read(Of("Complaint", "complaint", """{"complainedRecipients":[{"emailAddress":"recipient@example.com"}],"timestamp":"2026-12-01T11:59:00.000Z","complaintFeedbackType":"abuse"}""")));
        Assert.Equal((true, "run.1:0:0:1", "recipient@example.com", Now.AddMinutes(-1)), (complaint.IsComplaint, complaint.Tag, complaint.Recipient, complaint.At));
    }

    [Theory]
    [InlineData("Send")]
    [InlineData("Open")]
    [InlineData("Click")]
    [InlineData("DeliveryDelay")]
    [InlineData("Subscription")]
    public void What_we_hear_of_otherwise_or_not_at_all_is_nothing(string kind) => Assert.Null(Read(Of(kind, "x", "{}")));

    [Fact]
    public void A_notification_without_tags_finds_its_mail_by_sender_and_id_and_one_of_a_mail_to_a_member_is_nobodys()
    {
        const string plain = """{"notificationType":"Delivery","mail":{"source":"sender@example.com","messageId":"m1"},"delivery":{"timestamp":"2036-01-01T00:00:00Z"}}""";
        Assert.Equal(new MessageReport(LedgerEventKind.Delivered, Channel.Email, "sender@example.com", null, "m1", null, Now), Read(plain));
        Assert.Null(Read(Bounce.Replace("TAG", SesTag.Write("ntc_1"), StringComparison.Ordinal)));
        Assert.Null(Read("""{"eventType":"Bounce"}"""));
        Assert.Null(Read("""{"eventType":7,"mail":{}}"""));
        Assert.IsType<MessageReport>(Read("""{"eventType":"Bounce","mail":{"tags":{"activereach":["%%%"]}},"bounce":[]}"""));
    }

    private static string Of(string kind, string member, string details) => $$$"""{"eventType":"{{{kind}}}","mail":{"source":"sender@example.com","messageId":"m1","tags":{"activereach":["TAG"]}},"{{{member}}}":{{{details}}}}""";

    private static ProviderEvent? Read(string json) => new SesEventReader().Read(Encoding.UTF8.GetBytes(json.Replace("TAG", Tag, StringComparison.Ordinal)), Now);
}
