using System.Text;
using System.Text.Json;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Tests.Campaigns;

public sealed class DefinitionReaderTests
{
    [Theory]
    [InlineData("""{"nmae":"x"}""", "nmae", "unknown_field")]
    [InlineData("""{"name":"x","name":"y"}""", "name", "duplicate_field")]
    [InlineData("""{"name":7}""", "name", "wrong_type")]
    [InlineData("""[1]""", "", "wrong_type")]
    [InlineData("""{"type":"weekly"}""", "type", "unknown_value")]
    [InlineData("""{"type":"OneTime"}""", "type", "unknown_value")]
    [InlineData("""{"goal":"world_peace"}""", "goal", "unknown_value")]
    [InlineData("""{"tags":["ok",5]}""", "tags[1]", "wrong_type")]
    [InlineData("""{"tags":"launch"}""", "tags", "wrong_type")]
    [InlineData("""{"audience":[]}""", "audience", "wrong_type")]
    [InlineData("""{"audience":{"includes":[]}}""", "audience.includes", "unknown_field")]
    [InlineData("""{"audience":{"contacts":["42"]}}""", "audience.contacts[0]", "invalid_value")]
    [InlineData("""{"channels":[{"channel":"fax"}]}""", "channels[0].channel", "unknown_value")]
    [InlineData("""{"channels":[{}]}""", "channels[0].channel", "required")]
    [InlineData("""{"channels":[{"channel":"sms"},{"channel":"sms"}]}""", "channels", "duplicate_channel")]
    [InlineData("""{"channels":["sms"]}""", "channels[0]", "wrong_type")]
    [InlineData("""{"delivery":"some"}""", "delivery", "unknown_value")]
    [InlineData("""{"variants":[{"id":"A"},{"id":"A"}]}""", "variants", "duplicate_variant")]
    [InlineData("""{"variants":[{"id":"a b"}]}""", "variants[0].id", "invalid_value")]
    [InlineData("""{"variants":[{}]}""", "variants[0].id", "required")]
    [InlineData("""{"variants":[{"id":"A"},{"id":"B"},{"id":"C"},{"id":"D"},{"id":"E"},{"id":"F"}]}""", "variants", "too_many")]
    [InlineData("""{"variants":[{"id":"A","content":{"fax":{}}}]}""", "variants[0].content.fax", "unknown_channel")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"txt":"x"}}}]}""", "variants[0].content.sms.txt", "unknown_field")]
    [InlineData("""{"variants":[{"id":"A","content":{"sms":{"media":[{}]}}}]}""", "variants[0].content.sms.media[0].mediaId", "required")]
    [InlineData("""{"variants":[{"id":"A","sendAt":"tomorrow"}]}""", "variants[0].sendAt", "invalid_time")]
    [InlineData("""{"experiment":{"sample":0}}""", "experiment.sample", "out_of_range")]
    [InlineData("""{"experiment":{"sample":1.5}}""", "experiment.sample", "out_of_range")]
    [InlineData("""{"experiment":{"holdout":-0.1}}""", "experiment.holdout", "out_of_range")]
    [InlineData("""{"experiment":{"duration":"4h"}}""", "experiment.duration", "invalid_duration")]
    [InlineData("""{"experiment":{"duration":"P1M"}}""", "experiment.duration", "invalid_duration")]
    [InlineData("""{"experiment":{"metric":"likes"}}""", "experiment.metric", "unknown_value")]
    [InlineData("""{"schedule":{"kind":"later"}}""", "schedule.kind", "unknown_value")]
    [InlineData("""{"schedule":{"at":"01.12.2026 10:00"}}""", "schedule.at", "invalid_time")]
    [InlineData("""{"schedule":{"at":"2026-02-30T10:00"}}""", "schedule.at", "invalid_time")]
    [InlineData("""{"schedule":{"timezone":"Asia/Poona"}}""", "schedule.timezone", "unknown_zone")]
    [InlineData("""{"schedule":{"recurrence":{"every":"year"}}}""", "schedule.recurrence.every", "unknown_value")]
    [InlineData("""{"schedule":{"recurrence":{"until":"soon"}}}""", "schedule.recurrence.until", "invalid_date")]
    [InlineData("""{"approval":{"required":"yes"}}""", "approval.required", "wrong_type")]
    [InlineData("""{"approval":{"timeout":"PT0S"}}""", "approval.timeout", "out_of_range")]
    [InlineData("""{"conversion":{}}""", "conversion.event", "required")]
    [InlineData("""{"conversion":{"event":"order_placed","currency":"inr"}}""", "conversion.currency", "invalid_value")]
    [InlineData("""{"replyWindow":"P90D"}""", "replyWindow", "out_of_range")]
    [InlineData("""{"quietHours":1}""", "quietHours", "wrong_type")]
    [InlineData("""{"ads":"meta"}""", "ads", "wrong_type")]
    public void What_is_wrong_is_named_by_its_path(string json, string path, string code)
    {
        var error = Assert.Throws<InvalidInputException>(() => CampaignDefinitionReader.Read(JsonInput.Read(Encoding.UTF8.GetBytes(json))));
        var problem = Assert.Single(error.Problems);
        Assert.Equal((path, code), (problem.Path, problem.Code));
        Assert.True(problem.Message.Length > 20, problem.Message);
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var error = Assert.Throws<InvalidInputException>(() => CampaignDefinitionReader.Read(InputValue.Of(JsonElement.Parse("""{"x":1,"type":"y","experiment":{"sample":2},"quietHours":0}"""))));
        Assert.Equal(["x", "type", "experiment.sample", "quietHours"], error.Problems.Select(problem => problem.Path));
    }

    [Fact]
    public void The_definition_of_the_contract_is_read_as_it_stands()
    {
        var definition = CampaignDefinitionReader.Read(InputValue.Of(JsonElement.Parse("""
            {
              "name": "Diwali launch", "description": "…", "tags": ["launch"], "type": "one_time", "goal": "product_launch", "location": null,
              "audience": { "include": ["seg_vip"], "exclude": ["seg_recent_buyers"], "where": { "all": [ { "field": "age", "op": "gte", "value": 18 } ] } },
              "channels": [ { "channel": "whatsapp", "template": "launch_v2" }, { "channel": "sms" }, { "channel": "email" } ],
              "delivery": "first_reachable",
              "variants": [ { "id": "A", "content": { "sms": { "text": "Hi" }, "email": { "subject": "s", "html": "<p>…</p>", "text": "…" }, "whatsapp": { "parameters": ["{{first_name}}"] } } }, { "id": "B" } ],
              "experiment": { "sample": 0.2, "metric": "click", "duration": "PT4H", "holdout": 0.05, "onInconclusive": "send_best" },
              "schedule": { "kind": "at", "at": "2026-12-01T10:00", "timezone": "Asia/Kolkata" },
              "approval": { "required": true, "approvers": ["Lead@example.com"], "timeout": "P2D" },
              "conversion": { "event": "order_placed", "window": "P7D", "value": "total", "currency": "INR" },
              "replyWindow": "PT6H"
            }
            """)));
        Assert.Equal([Channel.WhatsApp, Channel.Sms, Channel.Email], definition.Channels.Select(choice => choice.Channel));
        Assert.Equal("{{first_name}}", definition.Variants[0].Content[Channel.WhatsApp].Parameters!.Single());
        Assert.Equal((0.2, TimeSpan.FromHours(4), OnInconclusive.SendBest), (definition.Experiment!.Sample, definition.Experiment.Duration, definition.Experiment.OnInconclusive));
        Assert.Equal(("lead@example.com", TimeSpan.FromDays(2)), (definition.Approval!.Approvers.Single(), definition.Approval.Timeout));

        var again = CampaignDefinitionReader.Read(InputValue.Of(JsonSerializer.SerializeToElement(CampaignView.Definition(definition))));
        Assert.Equal(CampaignView.Definition(definition).ToJsonString(), CampaignView.Definition(again).ToJsonString());
    }

    [Fact]
    public void An_empty_draft_has_the_defaults_of_the_contract()
    {
        var draft = CampaignDefinitionReader.Read(InputValue.Of(JsonElement.Parse("{}")));
        Assert.Equal((CampaignType.OneTime, DeliveryMode.FirstReachable, TimeSpan.FromHours(6), true), (draft.Type, draft.Delivery, draft.ReplyWindow, draft.QuietHours));
        Assert.Null(draft.Audience);
    }
}
