using System.Reflection;
using System.Reflection.Emit;

namespace Innovation.Workflows.Tests.Architecture;

/// <summary>
/// Finds, in the instructions of an assembly, the sorts of texts in memory that do not say by which rules they sort. They
/// would follow the culture: another order than the database's, and another on every machine. Queries are not meant, there
/// the database sorts.
/// </summary>
internal static class SortsByCulture
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => (OpCode)f.GetValue(null)!).Where(o => o.OpCodeType != OpCodeType.Nternal).ToDictionary(o => o.Value & 0xFFFF);

    /// <summary>Each place as “type.method calls what”, nested types by their outermost name.</summary>
    public static IEnumerable<string> In(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(All).Cast<MethodBase>().Concat(type.GetConstructors(All))
        from called in Calls(method)
        where Sorts(called)
        select $"{type.FullName}.{method.Name} calls {called.DeclaringType!.Name}.{called.Name}";

    private static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } code) yield break;
        var types = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var parameters = method.IsGenericMethod ? method.GetGenericArguments() : null;
        for (var at = 0; at < code.Length;)
        {
            int value = code[at++];
            if (value == 0xFE) value = 0xFE00 | code[at++];
            var operation = Codes[value];
            if (operation.OperandType == OperandType.InlineMethod && operation.Value != OpCodes.Ldftn.Value && operation.Value != OpCodes.Ldvirtftn.Value)
                yield return method.Module.ResolveMethod(BitConverter.ToInt32(code, at), types, parameters)!;
            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static bool Sorts(MethodBase called)
    {
        var owner = called.DeclaringType;
        if (owner is null || called.GetParameters().Any(p => Compares(p.ParameterType))) return false;
        if (owner == typeof(Enumerable)) return IsSort(called.Name) && called.IsGenericMethod && Key(called) is { } key && HasText(key);
        if (owner == typeof(string)) return called.Name == nameof(string.CompareTo) || (called.Name == nameof(string.Compare) && called.GetParameters().Length == 2);
        if (owner == typeof(Array)) return called.Name == nameof(Array.Sort) && called.IsGenericMethod && HasText(called.GetGenericArguments()[0]);
        if (!owner.IsGenericType || !HasText(owner.GetGenericArguments()[0])) return false;
        var generic = owner.GetGenericTypeDefinition();
        if (generic == typeof(List<>)) return called.Name == nameof(List<>.Sort);
        if (generic == typeof(Comparer<>)) return called.Name == "get_Default";
        return called.IsConstructor && (generic == typeof(SortedDictionary<,>) || generic == typeof(SortedSet<>) || generic == typeof(SortedList<,>) || generic == typeof(PriorityQueue<,>));
    }

    /// <summary>What is compared; null for the largest or smallest of numbers that a function gives.</summary>
    private static Type? Key(MethodBase called) => (called.GetGenericArguments(), called.GetParameters().Length, called.Name) switch
    {
        ([_], 2, "Min" or "Max") => null,
        var (arguments, _, _) => arguments[^1],
    };

    private static bool IsSort(string name) => name is nameof(Enumerable.OrderBy) or nameof(Enumerable.OrderByDescending) or nameof(Enumerable.ThenBy)
        or nameof(Enumerable.ThenByDescending) or nameof(Enumerable.Order) or nameof(Enumerable.OrderDescending) or nameof(Enumerable.Min) or nameof(Enumerable.Max)
        or nameof(Enumerable.MinBy) or nameof(Enumerable.MaxBy);

    private static bool Compares(Type type) => type == typeof(StringComparison) || typeof(Delegate).IsAssignableFrom(type) && type.Name.StartsWith("Comparison", StringComparison.Ordinal)
        || type.GetInterfaces().Append(type).Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IComparer<>));

    /// <summary>A text, or a tuple with one: tuples compare their members by the members' own rules.</summary>
    private static bool HasText(Type type) => type == typeof(string)
        || (type.IsGenericType && type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true && type.GetGenericArguments().Any(HasText));
}
