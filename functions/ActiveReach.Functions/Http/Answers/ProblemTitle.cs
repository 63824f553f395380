using ActiveReach.Problems;

namespace ActiveReach.Functions.Http;

/// <summary>What is wrong with a request in one short sentence about the thing; the problem's message has value and remedy.</summary>
internal static class ProblemTitle
{
    public static string Of(InvalidInputException input) => input.Problems switch
    {
        [var only] => $"{Thing(only)} {Says(only.Code)}",
        { Count: > 1 } many => $"{many.Count} things in the request are not right",
        _ => "The request is not right",
    };

    private static string Thing(InputProblem problem) => problem.Path.Length > 0 ? problem.Path : "The body";

    private static string Says(string code) => code switch
    {
        "required" or "missing" => "is missing",
        "too_long" => "is too long",
        "too_large" => "is too large",
        "too_many" => "has too many items",
        "too_deep" => "is nested too deeply",
        "wrong_type" => "is of another type than it must be",
        "out_of_range" => "is out of range",
        "unknown_field" or "unknown_parameter" => "is not known here",
        "unknown_value" or "unknown_sort" or "unknown_grouping" or "unknown_channel" or "unknown_currency" => "has a value that is not known",
        "unknown_contact" or "unknown_campaign" or "unknown_segment" or "unknown_outlet" => "names what is not there",
        "duplicate_field" or "repeated" => "stands there more than once",
        "invalid_json" => "is not JSON",
        "invalid_time" => "is no time",
        "invalid_duration" => "is no duration",
        "invalid_cursor" => "is none of this list",
        "invalid_etag" => "is no ETag",
        "key_reused" => "was used for another request",
        "unsupported_media_type" => "is not what this route takes",
        _ => "is not right",
    };
}
