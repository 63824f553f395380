using System.Text.Json.Serialization.Metadata;

namespace ActiveReach.Problems;

/// <summary>On a type whose JSON has members beside its properties.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class MoreMembersAttribute : Attribute
{
    public abstract void AddTo(JsonTypeInfo shape);
}
