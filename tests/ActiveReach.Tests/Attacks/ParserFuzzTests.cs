using System.Text;
using System.Text.Json;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Campaigns;
using ActiveReach.Campaigns.Definitions;
using ActiveReach.Channels;
using ActiveReach.Inputs;
using ActiveReach.Messages;
using ActiveReach.Problems;
using ActiveReach.Tests.Messages;
using ActiveReach.Values;

namespace ActiveReach.Tests.Attacks;

/// <summary>S8: what people write is answered within 100 ms, whatever it is, and nothing throws. A sample runs here; <c>./soak parsers</c> and <c>./soak templates</c> ask for a million each.</summary>
public sealed class ParserFuzzTests
{
    private static readonly Dictionary<string, FieldType> Schema = new() { ["points"] = FieldType.Number, ["vip"] = FieldType.Boolean, ["joined"] = FieldType.Date, ["likes"] = FieldType.List, ["nick"] = FieldType.Text };

    private static readonly string[] Values =
    [
        "1", "-1", "0", "1e999", "-1e-999", "12345678901234567890", "true", "null", "\"\"", "\"x\"", "\"2026-02-30\"", "\"2026-02-28\"", "\"P7D\"", "\"PT1H\"", "\"09:00\"", "\"25:00\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "[1,\"x\"]",
        "[\"mon\",\"thu\"]", "[31,-31,0]", "{\"lat\":0,\"lon\":0,\"km\":1}", "{\"lat\":91,\"lon\":-1e9,\"km\":-1}", "\"opted_in\"", "\"day\"", "\"week\"", "\"month\"", "\"Europe/Madrid\"", "\"'; DROP TABLE contacts; --\"", "\"%_\\\\\"", "2147483648", "40",
    ];

    private static readonly string[] Names =
    [
        "all", "any", "not", "field", "op", "value", "event", "where", "within", "count", "since", "every", "interval", "on", "at", "until", "times", "zone", "recurrence", "segment", "min", "max", "city", "\\u0063ity", "constructor", "__proto__", "",
    ];

    private static readonly string[] Fields = ["city", "age", "tag", "tags", "location", "custom.points", "custom.vip", "custom.joined", "custom.likes", "custom.nick", "custom.none", "consent.sms", "first_name", "created_at", "outlet", "x", ""];

    private static readonly string[] Operators = ["eq", "ne", "in", "not_in", "gt", "gte", "lt", "lte", "contains", "starts_with", "exists", "within", "between", "before", "after", "did", "nor", ""];

    private static readonly string[] TemplatePieces =
    [
        "{{", "}}", "{{{", "}}}", "{{#if ", "{{else}}", "{{else if ", "{{/if}}", "{{#unless ", "{{/unless}}", "{{#each ", "{{/each}}", "{{#with ", "{{/with}}", "{{!-- ", "--}}", "{{! ", "{{> x}}", "{{&", "{{~", "\\{{", "@index", "this", "../", "first_name", "last_name",
        "city", "custom.points", "custom.sizes", "custom.tags", "workspace.name", "default ", "upper ", "lower ", "eq ", "link ", "unsubscribe", "(", ")", "'x'", "\"y\"", "'https://shop.example/a'", "'javascript:alert(1)'", " ", "\n", "é", "\u202E", "😀",
        "<p>", "</p>", "<a href=\"", "\">", "</a>", "<style>", "</style>", "<!--", "-->", "<![CDATA[", "<table><tr><td", "&amp", "&#x", "<script>", "<svg/onload=", "<!--[if mso]>", "<![endif]-->", "style=\"display:none\"", "{first_name}", "*|FNAME|*", "[[x]]", "0", ".", "|as |x||",
    ];

    private static readonly string[] Templates =
    [
        "Hi {{first_name}}, {{#if city}}in {{upper city}}{{else}}there{{/if}} {{link 'https://shop.example/a'}}",
        "{{#each custom.sizes}}{{this}}{{#unless @last}}, {{/unless}}{{else}}none{{/each}} {{default custom.nick (upper city)}}",
        "<html><head><style>p{color:red}</style></head><body><p class=\"x\">Hi {{first_name}}</p><a href=\"https://shop.example/?c={{city}}\">go</a><!-- {{unsubscribe}} --></body></html>",
        "{{#with custom}}{{points}}, {{../city}}{{/with}}{{! a note }}",
    ];

    [Fact]
    public void No_expression_brings_the_parser_down_or_holds_it_up()
    {
        var taken = 0;
        Chance.Try(Chance.Cases(20_000), random =>
        {
            var text = random.Next(4) == 0 ? random.Broken(Expression(random, 3), Values) : Expression(random, random.Next(1, 6));
            if (Json(text) is not { } json)
                return;
            var problems = new List<InputProblem>();
            ExpressionParser.Parse(json, Schema, "where", problems);
            taken += problems.Count == 0 ? 1 : 0;
            AssertTold(problems);
        });
        Assert.True(taken > 0);
    }

    [Fact]
    public void No_recurrence_brings_its_reader_down_or_holds_it_up_and_one_that_is_taken_has_its_days()
    {
        var taken = 0;
        Chance.Try(Chance.Cases(20_000), random =>
        {
            var text = random.Next(4) == 0 ? random.Broken(Rule(random), Values) : Rule(random);
            if (Json($$"""{"recurrence":{{text}}}""") is not { } json)
                return;
            try
            {
                if (CampaignDefinitionReader.ReadSchedule(InputValue.Of(json), CampaignType.Recurring)?.Recurrence is not { } recurrence || !RecurrenceRule.IsComplete(recurrence))
                    return;
                taken++;
                var from = new DateOnly(2026, 1, 1).AddDays(random.Next(4000));
                var days = new RecurrenceRule(recurrence, from).After(from.AddDays(-1)).Take(20).ToList();
                Assert.Equal(days.Order().Distinct(), days);
            }
            catch (InvalidInputException refused)
            {
                AssertTold(refused.Problems);
            }
        });
        Assert.True(taken > 0);
    }

    [Fact]
    public void No_template_brings_the_check_down_or_holds_it_up_and_one_that_is_taken_is_rendered()
    {
        var (rendered, contact) = (0, SomeMessage.Contact(custom: [("points", 12.5), ("sizes", new[] { "M", "L" }), ("nick", "{{city}} <b>"), ("site", "javascript:alert(1)")]));
        Chance.Try(Chance.Cases(1_500), random =>
        {
            var template = random.Next(2) == 0 ? random.Broken(random.Of(Templates), TemplatePieces) : string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => random.Of(TemplatePieces)));
            var kind = random.Of([TemplateKind.Text, TemplateKind.Html, TemplateKind.Subject]);
            var problems = TemplateCheck.Check("variants[0].content", template, kind, SomeMessage.Workspace);
            AssertTold(problems);
            if (problems.Count > 0 || kind is TemplateKind.Subject)
                return;
            var run = kind is TemplateKind.Text ? SomeMessage.Of(Channel.Sms, new Content { Text = template }) : SomeMessage.Of(Channel.Email, new Content { Subject = "s", Html = template });
            var composed = SomeMessage.Composer().Compose(run, SomeMessage.Address, "A", kind is TemplateKind.Text ? Channel.Sms : Channel.Email, contact, SomeMessage.Workspace);
            Assert.True(composed.Message is null != (composed.Refusal is null), template);
            rendered += composed.Message is null ? 0 : 1;
        });
        Assert.True(rendered > 0);
    }

    private static string Expression(Random random, int depth)
    {
        if (depth == 0 || random.Next(3) == 0)
            return $$"""{"field":"{{random.Of(Fields)}}","op":"{{random.Of(Operators)}}"{{(random.Next(8) == 0 ? "" : $",\"value\":{random.Of(Values)}")}}{{(random.Next(12) == 0 ? $",\"{random.Of(Names)}\":{random.Of(Values)}" : "")}}}""";
        return random.Next(4) switch
        {
            0 => $$"""{"not":{{Expression(random, depth - 1)}}}""",
            1 => $$"""{"{{random.Of(Names)}}":{{Expression(random, depth - 1)}}}""",
            _ => $$"""{"{{random.Of(["all", "any"])}}":[{{string.Join(',', Enumerable.Range(0, random.Next(0, 4)).Select(_ => Expression(random, depth - 1)))}}]}""",
        };
    }

    private static string Rule(Random random)
    {
        var text = new StringBuilder("{");
        if (random.Next(10) > 0)
            text.Append($"\"every\":{(random.Next(6) > 0 ? random.Of(["\"day\"", "\"week\"", "\"month\""]) : random.Of(Values))},");
        if (random.Next(3) == 0)
            text.Append($"\"interval\":{(random.Next(2) == 0 ? random.Next(-2, 60).ToString(System.Globalization.CultureInfo.InvariantCulture) : random.Of(Values))},");
        if (random.Next(3) == 0)
            text.Append($"\"on\":{random.Of(Values)},");
        if (random.Next(3) == 0)
            text.Append($"\"until\":{random.Of(Values)},");
        if (random.Next(6) == 0)
            text.Append($"\"{random.Of(Names)}\":{random.Of(Values)},");
        return text.Append($"\"at\":{(random.Next(5) > 0 ? "\"09:00\"" : random.Of(Values))}}}").ToString();
    }

    /// <summary>Null for what is no JSON, or none that may come in: the reader of bodies refuses it.</summary>
    private static JsonElement? Json(string text)
    {
        try
        {
            JsonInput.Read(Encoding.UTF8.GetBytes(text));
            return JsonElement.Parse(text);
        }
        catch (InvalidInputException)
        {
            return null;
        }
    }

    private static void AssertTold(IReadOnlyList<InputProblem> problems) =>
        Assert.All(problems, problem => Assert.False(string.IsNullOrWhiteSpace(problem.Message) || string.IsNullOrWhiteSpace(problem.Code), $"{problem.Path}: {problem.Code} {problem.Message}"));
}
