using System.Text;
using System.Text.Json;
using ActiveReach.Inputs;
using ActiveReach.Problems;

namespace ActiveReach.Tests.Inputs;

public sealed class JsonInputTests
{
    private enum Colour
    {
        Red,
        DarkBlue,
    }

    [Theory]
    [InlineData("{", "", "invalid_json", "line 1")]
    [InlineData("{\"name\":\"x\",\n \"count\": 1,}", "", "invalid_json", "line 2")]
    [InlineData("{\"name\":\"x\"} trailing", "", "invalid_json", "line 1")]
    [InlineData("null", "", "required", "null")]
    [InlineData("[]", "", "wrong_type", "an object")]
    [InlineData("{}", "name", "required", "'name'")]
    [InlineData("""{"name":null}""", "name", "required", "null")]
    [InlineData("""{"name":"x","nam":1}""", "nam", "unknown_field", "name, count")]
    [InlineData("""{"name":"x","name":"y"}""", "name", "duplicate_field", "more than once")]
    [InlineData("""{"name":7}""", "name", "wrong_type", "name is 7, but must be a text")]
    [InlineData("""{"name":"x","count":"7"}""", "count", "wrong_type", "count is \"7\", but must be a whole number")]
    [InlineData("""{"name":"x","count":1.5}""", "count", "wrong_type", "1.5")]
    [InlineData("""{"name":"x","colour":"green"}""", "colour", "wrong_type", "\"red\", \"dark_blue\"")]
    [InlineData("""{"name":"x","colour":0}""", "colour", "wrong_type", "one of")]
    [InlineData("""{"name":"x","wait":"6 hours"}""", "wait", "invalid_value", "PT6H")]
    [InlineData("""{"name":"x","at":"tomorrow"}""", "at", "wrong_type", "RFC 3339")]
    [InlineData("""{"name":"x","inner":{"list":[1,"b"]}}""", "inner.list[1]", "wrong_type", "\"b\"")]
    [InlineData("""{"name":"x","inner":{"lst":[]}}""", "inner.lst", "unknown_field", "list")]
    [InlineData("""{"name":"x","inner":{"list":[],"list":[]}}""", "inner.list", "duplicate_field", "'list'")]
    [InlineData("""{"name":"x","it's.odd":1}""", "it's.odd", "unknown_field", "'it's.odd'")]
    [InlineData("""{"name":"x","words":["y",null]}""", "words[1]", "required", "words[1] is null: leave it out, or give a text in quotes")]
    [InlineData("""{"name":"x","byColour":{"red":null}}""", "byColour.red", "required", "byColour.red is null")]
    [InlineData("""{"name":"x","byColour":{"pink":"y"}}""", "byColour.pink", "unknown_field", "red, dark_blue")]
    public void What_is_wrong_is_named_with_its_value_and_the_remedy(string json, string path, string code, string says)
    {
        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => JsonInput.Read<Thing>(Encoding.UTF8.GetBytes(json))).Problems);

        Assert.Equal((path, code), (problem.Path, problem.Code));
        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ActiveReach", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_is_told_at_once_in_the_order_of_the_body()
    {
        var error = Assert.Throws<InvalidInputException>(() => JsonInput.Read<Thing>("""{"count":"7","nam":1,"inner":{"list":["a",2,"b"]}}"""u8.ToArray()));

        Assert.Equal(
            [("count", "wrong_type"), ("nam", "unknown_field"), ("inner.list[0]", "wrong_type"), ("inner.list[2]", "wrong_type"), ("name", "required")],
            error.Problems.Select(problem => (problem.Path, problem.Code)));
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var json = string.Concat(Enumerable.Repeat("""{"inner":""", 1000));

        var problem = Assert.Single(Assert.Throws<InvalidInputException>(() => JsonInput.Read(Encoding.UTF8.GetBytes(json))).Problems);

        Assert.Equal("too_deep", problem.Code);
    }

    /// <summary>The examples of RFC 7396, appendix A.</summary>
    [Theory]
    [InlineData("""{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"b":"c"}""", """{"a":"b","b":"c"}""")]
    [InlineData("""{"a":"b"}""", """{"a":null}""", "{}")]
    [InlineData("""{"a":"b","b":"c"}""", """{"a":null}""", """{"b":"c"}""")]
    [InlineData("""{"a":["b"]}""", """{"a":"c"}""", """{"a":"c"}""")]
    [InlineData("""{"a":"c"}""", """{"a":["b"]}""", """{"a":["b"]}""")]
    [InlineData("""{"a":{"b":"c"}}""", """{"a":{"b":"d","c":null}}""", """{"a":{"b":"d"}}""")]
    [InlineData("""{"a":[{"b":"c"}]}""", """{"a":[1]}""", """{"a":[1]}""")]
    [InlineData("""["a","b"]""", """["c","d"]""", """["c","d"]""")]
    [InlineData("""{"a":"b"}""", """["c"]""", """["c"]""")]
    [InlineData("""{"e":null}""", """{"a":1}""", """{"e":null,"a":1}""")]
    [InlineData("""[1,2]""", """{"a":"b","c":null}""", """{"a":"b"}""")]
    [InlineData("{}", """{"a":{"bb":{"ccc":null}}}""", """{"a":{"bb":{}}}""")]
    public void A_merge_patch_does_what_its_standard_says(string target, string patch, string expected)
    {
        var merged = MergePatch.Apply(System.Text.Json.Nodes.JsonNode.Parse(target), InputValue.Of(JsonElement.Parse(patch)));

        Assert.Equal(expected, merged!.ToJsonString());
    }

    private sealed record Thing
    {
        public required string Name { get; init; }

        public int Count { get; init; }

        public Colour? Colour { get; init; }

        public TimeSpan? Wait { get; init; }

        public DateTimeOffset? At { get; init; }

        public Inner? Inner { get; init; }

        public IReadOnlyList<string>? Words { get; init; }

        public IReadOnlyDictionary<Colour, string>? ByColour { get; init; }
    }

    private sealed record Inner(IReadOnlyList<int>? List = null);
}
