using System.Text;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Delivery;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using static ActiveReach.Channels.Tests.Vendors.Sent;

namespace ActiveReach.Channels.Tests.WhatsApp;

/// <summary>Callbacks as Meta's reference has them.</summary>
public sealed class WhatsAppEventReaderTests
{
    private const string Delivered = """
        {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"messaging_product":"whatsapp",
          "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
          "statuses":[{"id":"wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjY1RDY5NkQ1RkIwMTAA","status":"delivered","timestamp":"1796126340","recipient_id":"16505551234","recipient_identity_key_hash":"DF2lS5v2W6x=",
            "biz_opaque_callback_data":"run.1:0:0:1","pricing":{"billable":true,"pricing_model":"PMP","type":"regular","category":"marketing"}}]},"field":"messages"}]}]}
        """;

    private const string Failed = """
        {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"messaging_product":"whatsapp",
          "metadata":{"display_phone_number":"+1 555-078-3881","phone_number_id":"106540352242922"},
          "statuses":[{"id":"wamid.X","status":"failed","timestamp":"1796126340","recipient_id":"16505551234","biz_opaque_callback_data":"run.1:0:0:1",
            "errors":[{"code":131049,"title":"This message was not delivered to maintain healthy ecosystem engagement.","message":"This message was not delivered to maintain healthy ecosystem engagement.",
              "error_data":{"details":"In order to maintain a healthy ecosystem engagement, the message failed to be delivered."},"href":"/documentation/business-messaging/whatsapp/support/error-codes"}]}]},"field":"messages"}]}]}
        """;

    private const string Answer = """
        {"object":"whatsapp_business_account","entry":[{"id":"102290129340398","changes":[{"value":{"messaging_product":"whatsapp",
          "metadata":{"display_phone_number":"15550783881","phone_number_id":"106540352242922"},
          "contacts":[{"profile":{"name":"Sheena Nelson"},"wa_id":"16505551234"}],
          "messages":[{"context":{"from":"15550783881","id":"wamid.HBgLM"},"from":"16505551234","id":"wamid.IN1","timestamp":"1796126280","type":"text","text":{"body":"Does it come in another color?"}}]},"field":"messages"}]}]}
        """;

    [Fact]
    public void A_status_finds_its_message_by_our_tag() => Assert.Equal(
        new MessageReport(LedgerEventKind.Delivered, Channel.WhatsApp, "+15550783881", "run.1:0:0:1", "wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI3MTE5MjY1RDY5NkQ1RkIwMTAA", null, Now.AddMinutes(-1)),
        Assert.Single(Read(Delivered)));

    [Fact]
    public void A_failure_has_Metas_number_for_its_reason() => Assert.Equal(
        new MessageReport(LedgerEventKind.Failed, Channel.WhatsApp, "+15550783881", "run.1:0:0:1", "wamid.X", "whatsapp_131049", Now.AddMinutes(-1)), Assert.Single(Read(Failed)));

    [Fact]
    public void Whoever_has_read_it_has_opened_it_and_that_it_was_sent_is_known_already()
    {
        Assert.Equal(LedgerEventKind.Opened, Assert.IsType<MessageReport>(Assert.Single(Read(Delivered.Replace("\"delivered\"", "\"read\"", StringComparison.Ordinal)))).Kind);
        Assert.Null(Assert.Single(Read(Delivered.Replace("\"delivered\"", "\"sent\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void An_answer_says_which_message_it_answers() => Assert.Equal(
        new InboundText("wamid.IN1", Channel.WhatsApp, "+16505551234", "+15550783881", "Does it come in another color?", Now.AddMinutes(-2), "wamid.HBgLM"), Assert.Single(Read(Answer)));

    [Theory]
    [InlineData("""{"type":"button","button":{"payload":"stop","text":"Stop promotions"}}""", "Stop promotions")]
    [InlineData("""{"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"b1","title":"Yes, please"}}}""", "Yes, please")]
    [InlineData("""{"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"l1","title":"Priority Mail","description":"1-2 days"}}}""", "Priority Mail")]
    [InlineData("""{"type":"image","image":{"caption":"Like this?","mime_type":"image/jpeg","sha256":"x","id":"1003383421387256"}}""", "Like this?")]
    [InlineData("""{"type":"audio","audio":{"mime_type":"audio/ogg; codecs=opus","id":"1","voice":true}}""", "[audio]")]
    [InlineData("""{"type":"reaction","reaction":{"message_id":"wamid.HBgLM","emoji":"👍"}}""", null)]
    [InlineData("""{"type":"unsupported","errors":[{"code":131051,"title":"Message type unknown"}]}""", null)]
    public void Whatever_people_answer_with_has_words(string message, string? text)
    {
        var body = Answer.Replace("\"type\":\"text\",\"text\":{\"body\":\"Does it come in another color?\"}", message[1..^1], StringComparison.Ordinal);
        Assert.Equal(text, (Assert.Single(Read(body)) as InboundText)?.Text);
    }

    [Fact]
    public void A_callback_of_many_is_many_events()
    {
        const string two = """{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"metadata":{"display_phone_number":"15550783881"},"statuses":[{"id":"a","status":"read","timestamp":"1"},{"id":"b","status":"failed"}],"messages":[{"id":"c","from":"16505551234","type":"text","text":{"body":"Hi"}}]}},{"field":"account_update","value":{}}]}]}""";
        Assert.Equal(["Opened a", "Failed b", "Hi"], Read(two).Select(each => each is MessageReport report ? $"{report.Kind} {report.MessageId}" : ((InboundText)each!).Text));
    }

    [Theory]
    [InlineData("""{"field":"messages","value":[]}""")]
    [InlineData("""{"field":"messages","value":{"statuses":{},"messages":7}}""")]
    [InlineData("""{"field":"messages"}""")]
    [InlineData("""{"field":7,"value":{}}""")]
    [InlineData("7")]
    public void What_means_nothing_is_nothing(string change) => Assert.Empty(Read($$"""{"entry":[{"changes":[{{change}}]}]}"""));

    [Theory]
    [InlineData("""{"statuses":[{"status":"delivered"}]}""")]
    [InlineData("""{"metadata":{"display_phone_number":"15550783881"},"statuses":[7]}""")]
    [InlineData("""{"metadata":{"display_phone_number":"15550783881"},"messages":[{"id":"x","from":"","type":"text","text":{"body":"x"}}]}""")]
    [InlineData("""{"metadata":{"display_phone_number":"15550783881"},"messages":[{"from":"16505551234","type":"text","text":{"body":"x"}}]}""")]
    public void A_part_without_what_it_needs_is_nothing(string value) => Assert.Null(Assert.Single(Read($$"""{"entry":[{"changes":[{"field":"messages","value":{{value}}}]}]}""")));

    private static List<ProviderEvent?> Read(string callback)
    {
        var json = JsonInput.Read(Encoding.UTF8.GetBytes(callback));
        return [.. (json["entry"]?.Items ?? []).SelectMany(entry => entry["changes"]?.Items ?? []).SelectMany(WhatsAppEventReader.PartsOf).Select(part => new WhatsAppEventReader().Read(part, Now))];
    }
}
