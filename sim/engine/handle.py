"""Handing many tables to compiled code as one pointer.

Numba passes a tuple of arrays by value, seven machine words for each array, to every function that is not inlined: with
two dozen tables that costs microseconds an event. A :class:`Tables` object is handed over as the address of a directory
of its arrays instead, so that a call costs one word, however many tables there are. Measured in
docs/decisions/0002-one-pointer-world.md.

Compiled code reads ``tables.name`` and gets the array; in plain Python it is an ordinary attribute.
"""

import operator

import numpy as np
from numba.core import cgutils, types
from numba.core.extending import (
    NativeValue,
    infer_getattr,
    lower_builtin,
    lower_getattr_generic,
    models,
    register_model,
    typeof_impl,
    unbox,
)
from numba.core.typing.templates import AttributeTemplate
from numba.np import numpy_support
from numba.np.arrayobj import getitem_array_tuple, load_item, make_array, populate_array

WORDS = 4
"""Words of the directory for each table: address and up to three dimensions."""


class Tables:
    """Named C-contiguous arrays of at most three dimensions, kept alive here and found by compiled code by address."""

    def __init__(self, **arrays: np.ndarray):
        self._names = tuple(arrays)
        self._directory = np.zeros(WORDS * len(arrays), dtype=np.int64)
        self.directory_address = self._directory.ctypes.data
        self.numba_type = None  # worked out at the first call of compiled code
        self.replace(**arrays)

    def replace(self, **arrays: np.ndarray) -> None:
        """Put other arrays in the place of some; dtype and number of dimensions must stay."""
        for name, array in arrays.items():
            array = np.ascontiguousarray(array)
            slot = WORDS * self._names.index(name)
            self._directory[slot] = array.ctypes.data
            self._directory[slot + 1 : slot + 1 + array.ndim] = array.shape
            setattr(self, name, array)


class TableType(types.Array):
    """An array found through a Tables object: its indices count from the start, never backwards from the end.

    Not having to look whether an index is negative is worth a fifth of the engine's speed.
    """

    def __init__(self, dtype, ndim):
        super().__init__(dtype, ndim, "C")
        self.name = f"Table({dtype}, {ndim}d)"


@register_model(TableType)
class _TableModel(models.ArrayModel):
    pass


@lower_builtin(operator.getitem, TableType, types.Integer)
def _row(context, builder, signature, arguments):
    table_type, index_type = signature.args
    if table_type.ndim > 1:
        tuple_type = types.UniTuple(index_type, 1)
        index = context.make_tuple(builder, tuple_type, (arguments[1],))
        return getitem_array_tuple(
            context, builder, signature.return_type(table_type, tuple_type), (arguments[0], index)
        )
    return _load(context, builder, table_type, arguments[0], [(arguments[1], index_type)])


@lower_builtin(operator.getitem, TableType, types.BaseTuple)
def _cell(context, builder, signature, arguments):
    table_type, tuple_type = signature.args
    if len(tuple_type) < table_type.ndim or not all(isinstance(one, types.Integer) for one in tuple_type):
        return getitem_array_tuple(context, builder, signature, arguments)
    indices = list(zip(cgutils.unpack_tuple(builder, arguments[1]), tuple_type, strict=True))
    return _load(context, builder, table_type, arguments[0], indices)


def _load(context, builder, table_type, table, indices):
    array = make_array(table_type)(context, builder, table)
    indices = [context.cast(builder, value, of_type, types.intp) for value, of_type in indices]
    pointer = cgutils.get_item_pointer(context, builder, table_type, array, indices, wraparound=False)
    return load_item(context, builder, table_type, pointer)


class TablesType(types.Type):
    """The Numba type of a Tables object: names, element types and dimensions of its arrays."""

    def __init__(self, fields):
        self.fields = fields
        self.index = {name: number for number, (name, _, _) in enumerate(fields)}
        description = ", ".join(f"{name}: {dtype} {ndim}d" for name, dtype, ndim in fields)
        super().__init__(name=f"Tables({description})")

    def array_type(self, name):
        """The array type of a table."""
        _, dtype, ndim = self.fields[self.index[name]]
        return TableType(dtype, ndim)


@typeof_impl.register(Tables)
def _typeof_tables(value, context):
    if value.numba_type is None:
        arrays = [(name, getattr(value, name)) for name in value._names]
        value.numba_type = TablesType(
            tuple((name, numpy_support.from_dtype(array.dtype), array.ndim) for name, array in arrays)
        )
    return value.numba_type


@register_model(TablesType)
class _TablesModel(models.PrimitiveModel):
    def __init__(self, dmm, fe_type):
        super().__init__(dmm, fe_type, cgutils.voidptr_t)


@unbox(TablesType)
def _unbox_tables(typ, obj, c):
    attribute = c.pyapi.object_getattr_string(obj, "directory_address")
    address = c.pyapi.long_as_longlong(attribute)
    c.pyapi.decref(attribute)
    pointer = c.builder.inttoptr(address, cgutils.voidptr_t)
    return NativeValue(pointer, is_error=cgutils.is_not_null(c.builder, c.pyapi.err_occurred()))


@infer_getattr
class _TablesAttribute(AttributeTemplate):
    key = TablesType

    def generic_resolve(self, typ, attribute):
        if attribute in typ.index:
            return typ.array_type(attribute)


@lower_getattr_generic(TablesType)
def _lower_table(context, builder, typ, value, attribute):
    array_type = typ.array_type(attribute)
    array = make_array(array_type)(context, builder)
    word = context.get_value_type(types.intp)
    directory = builder.bitcast(value, word.as_pointer())
    slot = WORDS * typ.index[attribute]

    def entry(offset):
        return builder.load(builder.gep(directory, [word(slot + offset)]))

    data = builder.inttoptr(entry(0), context.get_data_type(array_type.dtype).as_pointer())
    itemsize = word(context.get_abi_sizeof(context.get_data_type(array_type.dtype)))
    shape = [entry(1 + dimension) for dimension in range(array_type.ndim)]
    strides = [itemsize]
    for extent in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], extent))
    populate_array(array, data=data, shape=shape, strides=strides, itemsize=itemsize, meminfo=None)
    return array._getvalue()
