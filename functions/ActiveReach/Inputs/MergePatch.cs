using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Problems;

namespace ActiveReach.Inputs;

/// <summary>JSON merge patch (RFC 7396): null removes a member, an object is merged, anything else replaces.</summary>
public static class MergePatch
{
    /// <summary>What the target becomes; the target itself is not changed.</summary>
    public static JsonNode? Apply(JsonNode? target, InputValue patch)
    {
        if (!patch.IsObject)
            return JsonSerializer.SerializeToNode(patch.Json);

        var merged = target is JsonObject known ? (JsonObject)known.DeepClone() : [];
        foreach (var (name, value) in patch.Members)
        {
            if (value.IsNull)
                merged.Remove(name);
            else
                merged[name] = Apply(merged[name], value);
        }

        return merged;
    }

    /// <summary>Applies a patch to a value through its JSON form, refusing what the type doesn't know.</summary>
    public static T Apply<T>(T target, InputValue patch)
    {
        RefuseUnknown(patch, untold => InputShape.Check(untold, typeof(T)));
        var merged = InputValue.Of(JsonSerializer.SerializeToElement(Apply(JsonSerializer.SerializeToNode(target, Wire.Json), patch)));
        var read = merged.As<T>();
        merged.RefuseProblems();
        return read!;
    }

    /// <summary>Refuses members that nobody knows: with null as their value nothing else would tell of them.</summary>
    /// <param name="check">Notes what is wrong with the patch, were it the thing itself.</param>
    /// <exception cref="InvalidInputException">There are some.</exception>
    internal static void RefuseUnknown(InputValue patch, Action<InputValue> check)
    {
        var problems = new List<InputProblem>();
        check(InputValue.Of(patch.Json, problems: problems));
        problems.RemoveAll(problem => problem.Code != InputShape.UnknownField);
        if (problems.Count > 0)
            throw new InvalidInputException(problems);
    }
}
