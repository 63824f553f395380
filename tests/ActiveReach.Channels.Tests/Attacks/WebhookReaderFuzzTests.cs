using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Channels.CommunicationServices;
using ActiveReach.Channels.Rcs;
using ActiveReach.Channels.Ses;
using ActiveReach.Channels.Twilio;
using ActiveReach.Channels.WhatsApp;
using ActiveReach.Inbox;
using ActiveReach.Inputs;
using ActiveReach.Problems;
using ActiveReach.Tests.Attacks;
using Microsoft.AspNetCore.WebUtilities;

namespace ActiveReach.Channels.Tests.Attacks;

/// <summary>S8: whatever a vendor's callback says, reading it takes no 100 ms, and what is JSON at all is read or passed over: nothing throws. A sample runs here;
/// <c>./soak parsers</c> asks for a million.</summary>
public sealed class WebhookReaderFuzzTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly (IProviderEventReader Reader, string Good)[] Told =
    [
        (new AcsEventReader(), """{"id":"1","eventType":"Microsoft.Communication.SMSDeliveryReportReceived","eventTime":"2026-12-01T11:59:00Z","data":{"messageId":"m1","from":"+18005550100","to":"+14155550123","deliveryStatus":"Delivered","deliveryStatusDetails":"x","deliveryAttempts":[{"timestamp":"2026-12-01T11:59:00Z","segmentsSucceeded":1,"segmentsFailed":0}],"receivedTimestamp":"2026-12-01T11:59:00Z","tag":"run.1:0:0:1"}}"""),
        (new AcsEventReader(), """{"id":"2","eventType":"Microsoft.Communication.SMSReceived","eventTime":"2026-12-01T11:59:00Z","data":{"from":"+14155550123","to":"+18005550100","message":"STOP","receivedTimestamp":"2026-12-01T11:59:00Z","messageId":"m2"}}"""),
        (new AcsEventReader(), """{"id":"3","type":"Microsoft.Communication.EmailDeliveryReportReceived","time":"2026-12-01T11:59:00Z","data":{"sender":"a@b.example","recipient":"ann@example.com","messageId":"00000000-0000-8000-8000-000000000001","status":"Bounced","deliveryStatusDetails":{"statusMessage":"550 5.1.1 user unknown"},"deliveryAttemptTimeStamp":"2026-12-01T11:59:00Z"}}"""),
        (new AcsEventReader(), """{"id":"4","eventType":"Microsoft.Communication.EmailEngagementTrackingReportReceived","data":{"sender":"a@b.example","messageId":"m1","engagementType":"click","engagementContext":"https://shop.example","userAgent":"Mozilla/5.0","userActionTimestamp":"2026-12-01T11:59:00Z"}}"""),
        (new AcsEventReader(), """{"id":"5","eventType":"Microsoft.Communication.AdvancedMessageDeliveryStatusUpdated","data":{"channelType":"whatsapp","messageId":"m1","status":"failed","from":"11111111-1111-1111-1111-111111111111","to":"14155550123","error":{"channelCode":"131026","channelMessage":"x"},"receivedTimestamp":"2026-12-01T11:59:00Z"}}"""),
        (new AcsEventReader(), """{"id":"6","eventType":"Microsoft.Communication.AdvancedMessageReceived","data":{"channelType":"whatsapp","content":"hello","from":"14155550123","to":"18005550101","context":{"from":"18005550101","id":"wamid.1"},"button":{"text":"Yes","payload":"y"},"interactive":{"type":"buttonReply","buttonReply":{"id":"b","title":"Yes"}},"media":{"mimeType":"image/jpeg","id":"7","caption":"c"},"receivedTimestamp":"2026-12-01T11:59:00Z"}}"""),
        (new WhatsAppEventReader(), """{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"15550783881","phone_number_id":"1"},"statuses":[{"id":"wamid.X","status":"failed","timestamp":"1796126340","recipient_id":"16505551234","biz_opaque_callback_data":"run.1:0:0:1","errors":[{"code":131049,"title":"t"}]},{"id":"wamid.Y","status":"read","timestamp":"1796126340"}],"messages":[{"context":{"from":"1","id":"wamid.H"},"from":"16505551234","id":"wamid.IN1","timestamp":"1796126280","type":"text","text":{"body":"Hi"}},{"from":"1","id":"i","type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"l1","title":"P"}}},{"from":"1","id":"b","type":"button","button":{"payload":"stop","text":"Stop"}},{"from":"1","id":"m","type":"image","image":{"caption":"c"}}]},"field":"messages"}]}]}"""),
        (new WhatsAppEventReader(), """{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"message_template_status_update","value":{"event":"REJECTED","message_template_id":"7","message_template_name":"launch","message_template_language":"en","reason":"INVALID_FORMAT","disable_info":{"disable_date":"x"},"rejection_info":{"reason":"r","recommendation":"y"}}}]}]}"""),
        (new RcsEventReader(), """{"senderPhoneNumber":"+14155550123","eventType":"DELIVERED","eventId":"e1","messageId":"6d7b0e3a-0000-8000-8000-000000000001","sendTime":"2026-12-01T11:59:00.000000Z","agentId":"shop_agent@rbm.goog","tag":"run.1:0:0:1"}"""),
        (new RcsEventReader(), """{"senderPhoneNumber":"+14155550123","messageId":"u2","agentId":"a","text":"Oui","suggestionResponse":{"postbackData":"6d7b0e3a-0000-8000-8000-000000000001","text":"Count me in","type":"REPLY"},"sendTime":"2026-12-01T11:59:00Z"}"""),
        (new SesEventReader(), """{"eventType":"Bounce","mail":{"timestamp":"2026-12-01T11:59:00Z","source":"Shop <a@b.example>","messageId":"m","destination":["ann@example.com"],"tags":{"ses:configuration-set":["s"],"activereach":["run.1_0_0_1"]}},"bounce":{"bounceType":"Permanent","bounceSubType":"General","bouncedRecipients":[{"emailAddress":"ann@example.com","status":"5.1.1"}],"timestamp":"2026-12-01T11:59:00Z","feedbackId":"f"}}"""),
        (new SesEventReader(), """{"notificationType":"Complaint","mail":{"source":"a@b.example","messageId":"m","tags":{"activereach":["x"]}},"complaint":{"complainedRecipients":[{"emailAddress":"ann@example.com"}],"timestamp":"2026-12-01T11:59:00Z"},"delivery":{"timestamp":7}}"""),
    ];

    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "1e308", "12345678901234567890", "\"\"", "\"x\"", "\"2026-13-45T99:99:99Z\"", "\"9999-12-31T23:59:59Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"99999999999999999999\"", "\"-1\"", "\"+\"", "\"\\u0000\"", "\"\\uD83D\\uDE00\"", "[]", "[null]", "[[]]", "{}",
        "[{}]", "{\"id\":{}}", "\"tst_0123456789abcdefghijkl:0:0:0\"", "\"run.1:0:0:99999999999\"", "\"::::\"", "\"STOP\"", "\"whatsapp:+1\"", "\"rcs:agent\"", "\"messenger:1\"", "\"Microsoft.Communication.\"", "131049", "\"131049\"",
    ];

    private static readonly string[] Forms =
    [
        "SmsSid=SM2&SmsStatus=undelivered&MessageStatus=undelivered&ErrorCode=30003&To=%2B919800000001&MessageSid=SM2&AccountSid=AC1&From=%2B18005550100&ApiVersion=2010-04-01&RawDlrDoneDate=2612011159",
        "ToCountry=US&SmsMessageSid=SM9&NumMedia=1&SmsSid=SM9&SmsStatus=received&Body=Hi+%F0%9F%98%8D&To=whatsapp%3A%2B18005550100&MessageSid=SM9&From=whatsapp%3A%2B919800000001&ButtonText=Yes&ButtonPayload=y&OriginalRepliedMessageSid=SM1",
        "From=rcs%3Ashop_agent&To=rcs%3A%2B14155550123&MessageSid=SM3&MessageStatus=read&EventType=READ",
    ];

    private static readonly string[] FormPieces = ["&", "=", "%", "%00", "%FF", "+", "MessageSid=", "MessageStatus=delivered", "tag=x", "Body=", "From=messenger:1", "%2B", "\uD83D", "é", "ErrorCode=99999999999", "&&==&"];

    [Fact]
    public void Nothing_that_a_callback_says_brings_its_reader_down_or_holds_it_up()
    {
        var read = 0;
        Chance.Try(Chance.Cases(20_000), random =>
        {
            var (reader, good) = random.Of(Told);
            var text = random.Next(3) == 0 ? random.Broken(good, Values) : Changed(good, random);
            if (Json(text) is not { } json)
                return;
            var payloads = reader is WhatsAppEventReader
                ? (json["entry"]?.Items ?? []).SelectMany(entry => entry["changes"]?.Items ?? []).SelectMany(WhatsAppEventReader.PartsOf)
                : [reader is AcsEventReader ? AcsEventReader.Named(json.Raw, [KeyValuePair.Create("18005550101", "11111111-1111-1111-1111-111111111111")]) : Encoding.UTF8.GetBytes(text)];
            foreach (var payload in payloads)
                read += reader.Read(payload, Now) is null ? 0 : 1;
        });
        Assert.True(read > 0);
    }

    [Fact]
    public void Nothing_that_a_form_of_Twilio_says_brings_its_reader_down_or_holds_it_up()
    {
        var read = 0;
        Chance.Try(Chance.Cases(20_000), random =>
        {
            var form = QueryHelpers.ParseQuery(random.Broken(random.Of(Forms), FormPieces));

            // Such a form is refused before anybody reads it.
            if (form.Any(field => field.Key.Contains('\0', StringComparison.Ordinal) || field.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true)))
                return;
            var kept = TwilioEventReader.Keep(form.Select(field => KeyValuePair.Create<string, IReadOnlyList<string>>(field.Key, [.. field.Value.Select(value => value ?? "")])), random.Of(["run.1:0:0:1", "", "::"]), Now);
            read += kept is not null && new TwilioEventReader().Read(kept.Payload, Now) is not null ? 1 : 0;
        });
        Assert.True(read > 0);
    }

    /// <summary>The same with a few of its values, at any depth, changed, doubled or taken out: JSON it stays.</summary>
    private static string Changed(string good, Random random)
    {
        var root = JsonNode.Parse(good)!;
        for (var times = random.Next(0, 4); times > 0; times--)
        {
            var node = root;
            for (var depth = random.Next(0, 8); depth > 0; depth--)
            {
                node = node switch
                {
                    JsonObject { Count: > 0 } inner when inner.ElementAt(random.Next(inner.Count)).Value is (JsonObject or JsonArray) and var next => next,
                    JsonArray { Count: > 0 } list when list[random.Next(list.Count)] is (JsonObject or JsonArray) and var next => next,
                    _ => node,
                };
            }

            switch (node)
            {
                case JsonObject { Count: > 0 } inner:
                    var name = inner.ElementAt(random.Next(inner.Count)).Key;
                    if (random.Next(4) == 0)
                        inner.Remove(name);
                    else
                        inner[random.Next(6) == 0 ? name + "2" : name] = JsonNode.Parse(random.Of(Values));
                    break;
                case JsonArray list:
                    list.Add(list.Count > 0 && random.Next(2) == 0 ? list[0]?.DeepClone() : JsonNode.Parse(random.Of(Values)));
                    break;
            }
        }

        return root.ToJsonString();
    }

    /// <summary>Null for what is no JSON, or none that may come in: it is refused before anybody reads it.</summary>
    private static InputValue? Json(string text)
    {
        try
        {
            return JsonInput.Read(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception error) when (error is InvalidInputException or JsonException or EncoderFallbackException)
        {
            return null;
        }
    }
}
