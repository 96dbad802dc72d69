"""`infra/template.yaml`, read as CloudFormation reads it: as it stands, with parameters filled in, or without what an
emulator does not know."""

import functools
import json
import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import yaml

PATH = Path(__file__).parents[2] / "infra" / "template.yaml"

ACCOUNT = "123456789012"
REGION = "us-west-2"
DISTRIBUTION = "E1EXAMPLE"
"""The id that the distribution gets here."""

_PSEUDO = {
    "AWS::AccountId": ACCOUNT,
    "AWS::Partition": "aws",
    "AWS::Region": REGION,
    "AWS::URLSuffix": "amazonaws.com",
}
_NOTHING = object()
_NAMES = {
    "AWS::DynamoDB::Table": "TableName",
    "AWS::S3::Bucket": "BucketName",
    "AWS::Logs::LogGroup": "LogGroupName",
    "AWS::ECS::Cluster": "ClusterName",
}
"""Of what `Ref` gives the name."""
_ARNS = {
    "AWS::DynamoDB::Table": ("TableName", "dynamodb:{region}:{account}:table/"),
    "AWS::SQS::Queue": ("QueueName", "sqs:{region}:{account}:"),
    "AWS::S3::Bucket": ("BucketName", "s3:::"),
}

_SIMPLE: dict[str, Callable[[Any], Any]] = {
    "Equals": lambda given: str(given[0]) == str(given[1]),
    "Not": lambda given: not given[0],
    "And": all,
    "Or": any,
    "Join": lambda given: given[0].join(given[1]),
    "Select": lambda given: given[1][int(given[0])],
    "Split": lambda given: given[1].split(given[0]),
    "GetAZs": lambda _: [f"{REGION}a", f"{REGION}b"],
    "Contains": lambda given: str(given[1]) in given[0],
    "EachMemberEquals": lambda given: all(one == given[1] for one in given[0]),
}
"""Functions of nothing but their arguments."""

Json = dict[str, Any]


class _Loader(yaml.CSafeLoader):
    """Takes CloudFormation's short tags for what they are short for."""


def _tag(loader: _Loader, name: str, node: yaml.Node) -> Json:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)
    if name in {"Ref", "Condition"}:
        return {name: value}
    if name == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {f"Fn::{name}": value}


_Loader.add_multi_constructor("!", _tag)


@functools.cache
def read() -> Json:
    """The template with all functions in their long form; not to be changed."""
    found: Json = yaml.load(PATH.read_text(), _Loader)
    return found


class Filled:
    """The template with parameters filled in, and everything worked out as far as that goes before it is made.

    Attributes
    ----------
    resources
        those whose conditions hold: id → type and properties
    outputs
        id → value
    """

    def __init__(self, **parameters: Any) -> None:
        self._template = read()
        self._parameters = {
            name: parameters.get(name, declared.get("Default", ""))
            for name, declared in self._template["Parameters"].items()
        }
        unknown = parameters.keys() - self._parameters.keys()
        if unknown:
            raise ValueError(f"no such parameters: {unknown}")
        made = {
            name: resource
            for name, resource in self._template["Resources"].items()
            if self._holds(resource.get("Condition"))
        }
        self._made = made
        self._met: set[str] = set()
        self.resources: dict[str, Json] = {
            name: {
                "Type": resource["Type"],
                "Properties": self._worked_out(resource.get("Properties", {})),
                "DeletionPolicy": resource.get("DeletionPolicy"),
                "UpdateReplacePolicy": resource.get("UpdateReplacePolicy"),
            }
            for name, resource in made.items()
        }
        self.outputs = {
            name: self._worked_out(output["Value"])
            for name, output in self._template["Outputs"].items()
            if self._holds(output.get("Condition"))
        }

    def properties(self, name: str) -> Json:
        found: Json = self.resources[name]["Properties"]
        return found

    def of_type(self, kind: str) -> dict[str, Json]:
        return {name: one["Properties"] for name, one in self.resources.items() if one["Type"] == kind}

    def waits_for(self, name: str) -> set[str]:
        """Ids of what CloudFormation makes before `name`, and deletes after it."""
        found: set[str] = set()
        left = [name]
        while left:
            resource = self._made[left.pop()]
            self._met = set()
            self._worked_out(resource.get("Properties", {}))
            named = resource.get("DependsOn", [])
            new = self._met.union([named] if isinstance(named, str) else named) - found
            found |= new
            left += new
        return found

    def broken_rules(self) -> list[str]:
        """What CloudFormation says of the parameters before it makes anything."""
        return [
            one["AssertDescription"]
            for rule in self._template["Rules"].values()
            if self._worked_out(rule.get("RuleCondition", True))
            for one in rule["Assertions"]
            if not self._worked_out(one["Assert"])
        ]

    def _holds(self, condition: str | None) -> bool:
        return condition is None or bool(self._worked_out(self._template["Conditions"][condition]))

    def _worked_out(self, value: Any) -> Any:
        if isinstance(value, list):
            found = [self._worked_out(one) for one in value]
            return [one for one in found if one is not _NOTHING]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name in {"Ref", "Condition"} or name.startswith("Fn::"):
                return self._function(name.removeprefix("Fn::"), argument)
        worked = {name: self._worked_out(one) for name, one in value.items()}
        return {name: one for name, one in worked.items() if one is not _NOTHING}

    def _function(self, name: str, argument: Any) -> Any:
        if name == "If":
            condition, then, otherwise = argument
            return self._worked_out(then if self._holds(condition) else otherwise)
        if name == "Ref":
            return self._ref(argument)
        if name == "Condition":
            return self._holds(argument)
        if name == "GetAtt":
            return self._attribute(*argument)
        if name == "Sub":
            return self._sub(argument)
        if name == "FindInMap":
            first, second, third = self._worked_out(argument)
            return self._template["Mappings"][first][second][third]
        return _SIMPLE[name](self._worked_out(argument))

    def _ref(self, name: str) -> Any:
        if name == "AWS::NoValue":
            return _NOTHING
        if name in _PSEUDO:
            return _PSEUDO[name]
        if name in self._parameters:
            value = self._parameters[name]
            listed = self._template["Parameters"][name]["Type"] == "CommaDelimitedList"
            return str(value).split(",") if listed else value
        resource = self._made[name]
        self._met.add(name)
        if resource["Type"] == "AWS::CloudFront::Distribution":
            return DISTRIBUTION
        named = _NAMES.get(resource["Type"])
        return self._worked_out(resource["Properties"][named]) if named else name

    def _attribute(self, name: str, attribute: str) -> str:
        resource = self._made[name]
        self._met.add(name)
        if attribute == "Arn" and resource["Type"] in _ARNS:
            named, pattern = _ARNS[resource["Type"]]
            start = pattern.format(region=REGION, account=ACCOUNT)
            return f"arn:aws:{start}{self._worked_out(resource['Properties'][named])}"
        if attribute == "QueueName":
            return str(self._worked_out(resource["Properties"]["QueueName"]))
        if attribute == "Name":
            return str(self._worked_out(resource["Properties"]["ServiceName"]))
        return f"{name}.{attribute}"

    def _sub(self, argument: Any) -> str:
        text, given = argument if isinstance(argument, list) else (argument, {})

        def one(found: re.Match[str]) -> str:
            name = found[1]
            if name in given:
                return str(self._worked_out(given[name]))
            head, dot, attribute = name.partition(".")
            return str(self._attribute(head, attribute) if dot else self._ref(name))

        return re.sub(r"\$\{([^}]+)\}", one, text)


def without(unknown: Collection[str]) -> str:
    """The template as JSON without the resources of the `unknown` types: what asks for one gets its name."""
    template = read()
    dropped = {name for name, one in template["Resources"].items() if one["Type"] in unknown}
    left = {name: one for name, one in template["Resources"].items() if name not in dropped}
    return json.dumps(_without({**template, "Resources": left}, dropped))


def _without(value: Any, dropped: Collection[str]) -> Any:
    if isinstance(value, list):
        return [_without(one, dropped) for one in value]
    if isinstance(value, str):
        # In Fn::Sub.
        return re.sub(
            r"\$\{(\w+)(\.[\w.]+)?\}",
            lambda found: f"{found[1]}{found[2] or ''}" if found[1] in dropped else found[0],
            value,
        )
    if not isinstance(value, dict):
        return value
    if value.keys() == {"Ref"} and value["Ref"] in dropped:
        return value["Ref"]
    if value.keys() == {"Fn::GetAtt"} and value["Fn::GetAtt"][0] in dropped:
        return ".".join(value["Fn::GetAtt"])
    if "DependsOn" in value:
        wanted = value["DependsOn"] if isinstance(value["DependsOn"], list) else [value["DependsOn"]]
        value = {**value, "DependsOn": [one for one in wanted if one not in dropped]}
    return {name: _without(one, dropped) for name, one in value.items()}
