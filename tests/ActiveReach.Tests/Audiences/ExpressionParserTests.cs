using System.Text.Json;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Problems;
using ActiveReach.Values;

namespace ActiveReach.Tests.Audiences;

/// <summary>What is refused, where, and that nothing breaks the parser.</summary>
public sealed class ExpressionParserTests
{
    private static readonly Dictionary<string, FieldType> Schema = new() { ["points"] = FieldType.Number, ["vip"] = FieldType.Boolean, ["joined"] = FieldType.Date };

    [Theory]
    [InlineData("[]", "where", "wrong_type")]
    [InlineData("""{"all":{}}""", "where.all", "wrong_type")]
    [InlineData("""{"all":[{}]}""", "where.all[0]", "missing")]
    [InlineData("""{"all":[],"any":[]}""", "where", "unknown_operator")]
    [InlineData("""{"nor":[]}""", "where", "unknown_operator")]
    [InlineData("""{"field":"city"}""", "where.op", "missing")]
    [InlineData("""{"field":7,"op":"eq","value":1}""", "where.field", "unknown_field")]
    [InlineData("""{"field":"custom.shoe","op":"eq","value":1}""", "where.field", "unknown_field")]
    [InlineData("""{"field":"city","op":"like","value":"x"}""", "where.op", "unfit_op")]
    [InlineData("""{"field":"tag","op":"eq","value":"x"}""", "where.op", "unfit_op")]
    [InlineData("""{"field":"age","op":"contains","value":1}""", "where.op", "unfit_op")]
    [InlineData("""{"field":"city","op":"within","value":{"lat":0,"lon":0,"km":1}}""", "where.op", "unfit_op")]
    [InlineData("""{"field":"consent.sms","op":"exists","value":true}""", "where.op", "unfit_op")]
    [InlineData("""{"field":"consent.sms","op":"eq","value":"yes"}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"city","op":"eq","value":null}""", "where.value", "missing")]
    [InlineData("""{"field":"city","op":"eq","value":""}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"city","op":"eq","value":"\ud800"}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"city","op":"in","value":"x"}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"city","op":"in","value":[]}""", "where.value", "wrong_length")]
    [InlineData("""{"field":"city","op":"exists","value":"yes"}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"custom.points","op":"gt","value":"7"}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"custom.points","op":"gt","value":1e999}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"custom.vip","op":"eq","value":"true"}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"custom.joined","op":"eq","value":"2024-02-30"}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"location","op":"within","value":7}""", "where.value", "wrong_type")]
    [InlineData("""{"field":"location","op":"within","value":{"lat":0,"lon":0}}""", "where.value.km", "invalid_value")]
    [InlineData("""{"field":"location","op":"within","value":{"lat":0,"lon":0,"km":1,"miles":2}}""", "where.value.miles", "unknown_field")]
    public void What_is_wrong_is_said_with_its_place(string json, string path, string code)
    {
        var problem = Assert.Single(Problems(json));
        Assert.Equal((path, code), (problem.Path, problem.Code));
    }

    [Fact]
    public void Every_problem_is_found_at_once() => Assert.Equal(
        ["where.all[0].field", "where.all[1].not.op"],
        Problems("""{"all":[{"field":"x","op":"eq","value":1},{"not":{"field":"city","op":"x","value":"y"}}]}""").Select(problem => problem.Path));

    [Fact]
    public void Size_is_limited()
    {
        var condition = """{"field":"city","op":"eq","value":"x"}""";
        var wide = $"[{string.Join(',', Enumerable.Repeat(condition, 300))}]";
        Assert.Equal("too_many", Assert.Single(Problems($$"""{"any":[{"all":{{wide}}},{"all":{{wide}}}]}""")).Code);
        Assert.Equal("wrong_length", Assert.Single(Problems($$"""{"field":"city","op":"in","value":[{{string.Join(',', Enumerable.Repeat("\"x\"", 1001))}}]}""")).Code);
        Assert.Equal("too_deep", Assert.Single(Problems(string.Concat(Enumerable.Repeat("{\"not\":", 33)) + condition + new string('}', 33))).Code);
    }

    [Fact]
    public void Whatever_is_thrown_at_it_the_parser_answers()
    {
        string[] pieces = ["{", "}", "[", "]", ",", ":", "\"field\"", "\"op\"", "\"value\"", "\"all\"", "\"any\"", "\"not\"", "\"city\"", "\"age\"", "\"eq\"", "\"in\"", "\"within\"", "1", "true", "null", "\"x\"", "\"location\""];
        var random = new Random(5);
        var parsed = 0;
        for (var round = 0; round < 200_000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(3, 14)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                using var json = JsonDocument.Parse(text);
                ExpressionParser.Parse(json.RootElement, Schema, "where", []);
                parsed++;
            }
            catch (JsonException)
            {
                // Not JSON at all: the body reader's part.
            }
        }

        Assert.True(parsed > 0);
    }

    private static List<InputProblem> Problems(string json)
    {
        var problems = new List<InputProblem>();
        using var document = JsonDocument.Parse(json);
        ExpressionParser.Parse(document.RootElement, Schema, "where", problems);
        return problems;
    }
}
